"""E-mail as text: From and To lines, several mails in a thread, quoted text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby

from qa.importers.labels import other_side, owner_of_address
from qa.importers.lines import Line, Source
from qa.model import Channel, Speaker

_HEADERS = {
    "from": "from",
    "to": "to",
    "subject": "subject",
    "date": "date",
    "sent": "date",
    "cc": "cc",
    "bcc": "cc",
    "reply-to": "cc",
    "من": "from",
    "إلى": "to",
    "الى": "to",
    "الموضوع": "subject",
    "التاريخ": "date",
    "أرسلت": "date",
    "تم الإرسال": "date",
    "نسخة": "cc",
}
_HEADER = re.compile(
    rf"[*\s]*({'|'.join(map(re.escape, _HEADERS))})[*\s]*[:：][*\s]*(.*)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"^[\s>]*(?:[-_=*]{3,}.*|Begin forwarded message:)$")
_ATTRIBUTION = re.compile(r"^(?:On\s.{4,200}\swrote|(?:في|بتاريخ)\s.{4,200}كتبت?\b.{0,100}):$")
_QUOTE = re.compile(r"^\s?((?:>\s?)+)")


@dataclass(frozen=True, slots=True)
class _Mail:
    headers: dict[str, str]
    body: list[tuple[int, str]]  # numbered lines


def looks_like_email(text: str) -> bool:
    """A From line and another header among the first lines that are not empty."""
    first = [line for line in text[:4000].split("\n") if line.strip()][:4]
    kinds = {_header(line)[0] for line in first}
    return "from" in kinds and bool(kinds & {"to", "subject", "date"})


def read_email(text: str) -> Source:
    """Each mail, oldest first; quoted text that an earlier mail already said is left out."""
    lines: list[Line] = []
    said: set[str] = set()
    for mail in _in_order(_mails(text)):
        for speaker, words in _stretches(mail):
            parts = {" ".join(line.split()) for line in words.split("\n")}
            if not parts <= said:
                label = "" if speaker is Speaker.UNKNOWN else speaker.value
                lines.append(
                    Line(words, mail.body[0][0], label=label or mail.headers.get("from", ""))
                )
            said |= parts
    return Source(tuple(lines), Channel.EMAIL)


def _mails(text: str) -> list[_Mail]:
    """Each run of header lines with a From among them begins a mail."""
    mails = [_Mail({}, [])]
    numbered = enumerate(text.split("\n"), start=1)
    for is_header, group in groupby(numbered, key=lambda pair: bool(_header(pair[1])[0])):
        run = list(group)
        headers = dict(_header(line) for _, line in run) if is_header else {}
        if "from" in headers:
            mails.append(_Mail(headers, []))
        else:
            mails[-1].body.extend(run)
    return [mail for mail in mails if mail.body]


def _header(line: str) -> tuple[str, str]:
    match = _HEADER.fullmatch(line.strip())
    return (_HEADERS[match[1].lower()], match[2].strip()) if match else ("", "")


def _in_order(mails: list[_Mail]) -> list[_Mail]:
    """Oldest first: by date where all mails have one, else turned round where replies lead."""
    dates = [date for mail in mails if (date := _date(mail.headers.get("date", "")))]
    if len(dates) == len(mails):
        return [mails[i] for i in sorted(range(len(mails)), key=dates.__getitem__)]
    newest_first = _is_reply(mails[0]) and not _is_reply(mails[-1])
    return mails[::-1] if newest_first else mails


def _date(header: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return _iso_date(header)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _iso_date(header: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(header)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _is_reply(mail: _Mail) -> bool:
    return bool(re.match(r"(?:re|رد)\s*:", mail.headers.get("subject", ""), re.IGNORECASE))


def _stretches(mail: _Mail) -> list[tuple[Speaker, str]]:
    """What each side says in one mail: quotes are the other side's, a quote below all is older."""
    writer = _writer(mail)
    runs = [
        (depth, "\n".join(line for _, line in group).strip())
        for depth, group in groupby(_quoted(mail), key=lambda pair: pair[0])
    ]
    runs = [(depth, words) for depth, words in runs if words]
    depths = [depth for depth, _ in runs]
    if depths == sorted(depths):
        runs.reverse()
    return [(other_side(writer) if depth % 2 else writer, words) for depth, words in runs]


def _writer(mail: _Mail) -> Speaker:
    sender = owner_of_address(mail.headers.get("from", ""))
    if sender is Speaker.UNKNOWN:
        return other_side(owner_of_address(mail.headers.get("to", "")))
    return sender


def _quoted(mail: _Mail) -> Iterator[tuple[int, str]]:
    """Each line with how deep it is quoted; separators and "… wrote:" are nobody's words."""
    for _, line in mail.body:
        quote = _QUOTE.match(line)
        words = line[quote.end() :] if quote else line
        if not _SEPARATOR.match(words) and not _ATTRIBUTION.match(words.strip()):
            yield (quote[1].count(">") if quote else 0), words
