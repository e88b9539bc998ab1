"""An .eml file as the text of an e-mail: headers decoded, the plain part, or the HTML's words."""

import html
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from qa.errors import FileRefused
from qa.importers.decoding import decode_text

_SHOWN = ("From", "To", "Date", "Subject")
_LONGEST_HEADER = 4_000  # characters; the header parser is slow on longer ones
_TAG = re.compile(r"<([/!]?)([a-zA-Z0-9]*)[^<>]*>")
_HIDDEN = {"script", "style", "head"}
_MOST_PARTS = 20
_NEW_LINE = {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote"}


def email_file_text(data: bytes) -> str:
    """The e-mail as a person would paste it; FileRefused where no part of it is text."""
    message = _parse(data)
    if any(len(value) > _LONGEST_HEADER for _, value in message.raw_items()):
        raise FileRefused("transcript_unreadable", line=1)
    headers = [f"{name}: {_one_line(message, name)}" for name in _SHOWN if message[name]]
    if not headers:
        return decode_text(data)
    return "\n".join([*headers, "", _body(message)])


def _parse(data: bytes) -> EmailMessage:
    if data.lower().count(b"multipart/") > _MOST_PARTS:  # nested ones are parsed again and again
        raise FileRefused("transcript_unreadable", line=1)
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except RecursionError:
        raise FileRefused("transcript_unreadable", line=1) from None


def _one_line(message: EmailMessage, name: str) -> str:
    return re.sub(r"\s+", " ", str(message[name]))


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        raise FileRefused("transcript_unreadable", line=1)
    text = decode_text(content)
    return _words_of_html(text) if part.get_content_subtype() == "html" else text


def _words_of_html(text: str) -> str:
    """What a reader would see; scripts and styles are left out."""
    words: list[str] = []
    hidden, at = False, 0
    for tag in _TAG.finditer(text):
        if not hidden:
            words.append(text[at : tag.start()])
        if tag[2].lower() in _HIDDEN:
            hidden = not tag[1]
        words.append("\n" if tag[2].lower() in _NEW_LINE else "")
        at = tag.end()
    return html.unescape("".join([*words, "" if hidden else text[at:]]))
