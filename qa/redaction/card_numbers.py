"""Card numbers among a call's numbers, also in pieces, also over several turns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qa.normalise import fold_text
from qa.redaction.number_cues import CueKind, Cues, words
from qa.redaction.numbers import Number, only_separators

_SHORTEST, _LONGEST = 13, 19
_USUAL = (13, 15, 16, 19)  # of cards given in pieces; the others would be chance too often
_SURE_AFTER_A_CUE = 12  # digits after a word for a card: masked even where the check digit is wrong
_CUE_REACH = 8  # turns
_FILLER_REACH, _WORD_REACH = 4, 14  # words between two parts of a number
_TURNS_BETWEEN = 3
_ECHO_REACH = 3  # turns in which a number is said back
_BRANDS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35\d{14,17}|6\d{12,18}|5[0678]\d{11,17}"
    r"|9682\d{12}|9792\d{12}|220[0-4]\d{12,15}"
)
_CARD_SHAPES = re.compile(
    r"\d+|\d{4}( \d{4}){2,3}( \d{1,4})?|\d{4} \d{6} \d{4,5}|\d( \d)+|\d\d( \d\d)+"
)
_CARD_TALK = (CueKind.CARD, CueKind.CARD_MASK, CueKind.CODE, CueKind.CODE_MASK)
_DATE_LIKE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Speech:
    """A call as masking sees it: its texts, who says each, the numbers and cues in them."""

    texts: Sequence[str]
    speakers: Sequence[str]
    numbers: tuple[Number, ...]
    cues: Cues


def card_numbers(speech: Speech) -> Iterator[Number]:
    """Every number, whole or piece, that belongs to a card number or says one back."""
    for run in _runs(speech, speech.numbers):
        if _is_one_card(speech, run):
            yield from run
            yield from _echoes(speech, run)
    for stream in _streams(speech):
        for group in _groups(speech, stream, loose=True):
            for card in _windows(group):
                yield from card
                yield from _echoes(speech, card)
        for group in _groups(speech, stream, loose=False):
            if _is_card(speech, group):
                yield from _first_digits(group, _LONGEST)
                yield from _echoes(speech, group)


def luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _streams(speech: Speech) -> list[list[Number]]:
    """The numbers as they come, and each speaker's own where there are several."""
    streams = [list(speech.numbers)]
    own: dict[str, list[Number]] = {}
    for number in speech.numbers:
        own.setdefault(speech.speakers[number.segment], []).append(number)
    return streams + (list(own.values()) if len(own) > 1 else [])


def _groups(speech: Speech, stream: Iterable[Number], *, loose: bool) -> Iterator[list[Number]]:
    """Numbers that may be the pieces of one; loose: where a card is spoken of, words between."""
    group: list[Number] = []
    for number in stream:
        if group and not _goes_on(speech, group[-1], number, loose):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _goes_on(speech: Speech, earlier: Number, later: Number, loose: bool) -> bool:
    gap = _between(speech, earlier, later)
    if gap is None:
        return False
    if only_separators(gap):
        return True
    spoken = [word for word in re.findall(r"\w+|[^\w\s]", fold_text(gap)) if not word.isdigit()]
    if not spoken or "*" in spoken:
        return not spoken
    plain = [word for word in spoken if word.isalpha()]
    if len(plain) <= _FILLER_REACH and words("filler").issuperset(plain):
        return True
    if not loose or len(plain) > _WORD_REACH:
        return False
    return is_card_talk(speech, earlier) and is_card_talk(speech, later)


def _between(speech: Speech, earlier: Number, later: Number) -> str | None:
    """The words from one number to the next; None where too much lies between."""
    if earlier.segment == later.segment:
        gap = speech.texts[later.segment][earlier.end : later.start]
        return gap if len(gap) < 100 else None
    if later.segment - earlier.segment > _TURNS_BETWEEN + 1:
        return None
    parts = [
        speech.texts[earlier.segment][earlier.end :],
        *speech.texts[earlier.segment + 1 : later.segment],
        speech.texts[later.segment][: later.start],
    ]
    return " ".join(parts) if sum(map(len, parts)) < 150 else None


def is_card_talk(speech: Speech, number: Number) -> bool:
    return speech.cues.nearest_before(number.segment, number.start, back=_CUE_REACH) in _CARD_TALK


def _is_card(speech: Speech, group: list[Number]) -> bool:
    """Rightly typed as a whole, or long enough after a word for a card."""
    if sum(len(number.digits) for number in group) < _SURE_AFTER_A_CUE:
        return False
    if _is_one_card(speech, group):
        return True
    mistyped = is_card_talk(speech, group[0]) and not _is_phone(speech, group)
    return mistyped and not any(_windows(group))


def _first_digits(group: list[Number], most: int) -> list[Number]:
    """The pieces from the first on that together have no more digits; the first in any case."""
    totals = accumulate(len(number.digits) for number in group)
    return group[: max(1, sum(total <= most for total in totals))]


def _is_one_card(speech: Speech, group: list[Number]) -> bool:
    """The group as a whole is written like a card number and its check digit is right."""
    digits = _digits(group)
    if not _SHORTEST <= len(digits) <= _LONGEST or digits[0] == "0" or not luhn(digits):
        return False
    first = group[0]
    cue = speech.cues.nearest_before(first.segment, first.start, back=1)
    if _BRANDS.fullmatch(digits):
        return cue is not CueKind.OTHER or len(digits) in _USUAL[1:3]
    if cue is CueKind.OTHER or _is_phone(speech, group) or _DATE_LIKE.match(digits):
        return False
    shaped = _CARD_SHAPES.fullmatch(" ".join(number.digits for number in group))
    return bool(shaped) and (digits[0] in "3456" or len(digits) == 16)


def _windows(group: list[Number]) -> Iterator[list[Number]]:
    """Neighbouring pieces that together are a card number of a known brand."""
    at = 0
    while at < len(group):
        card = _window_from(group[at : at + _LONGEST])
        if card:
            yield card
        at += len(card) or 1


def _window_from(pieces: list[Number]) -> list[Number]:
    best: list[Number] = []
    for count in range(1, len(pieces) + 1):
        digits = _digits(pieces[:count])
        if len(digits) > _LONGEST:
            break
        if len(digits) in _USUAL and _BRANDS.fullmatch(digits) and luhn(digits):
            best = pieces[:count]
            if len(digits) == 16:  # by far the most common length
                break
    return best


def _is_phone(speech: Speech, group: list[Number]) -> bool:
    """An international or trunk prefix, and no more digits than a phone number has."""
    first = group[0]
    before = speech.texts[first.segment][: first.start].rstrip()
    return (before.endswith("+") or first.digits[0] == "0") and len(_digits(group)) <= 15


def _echoes(speech: Speech, card: list[Number]) -> Iterator[Number]:
    """Parts of the card number that are said back from there on, within the next turns."""
    digits, numbers = _digits(card), speech.numbers
    first = bisect_left(numbers, (card[0].segment, card[0].start), key=_place)
    last = bisect_right(numbers, (card[-1].segment + _ECHO_REACH + 1, 0), key=_place)
    for run in _runs(speech, numbers[first:last]):
        if len(_digits(run)) >= 4 and _digits(run) in digits:
            yield from run


def _runs(speech: Speech, numbers: Iterable[Number]) -> Iterator[list[Number]]:
    """Numbers of one turn with nothing but separators between them."""
    run: list[Number] = []
    for number in numbers:
        gap = speech.texts[number.segment][run[-1].end : number.start] if run else ""
        if run and (run[-1].segment != number.segment or not only_separators(gap)):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _place(number: Number) -> tuple[int, int]:
    return number.segment, number.start


def _digits(numbers: Iterable[Number]) -> str:
    return "".join(number.digits for number in numbers)
