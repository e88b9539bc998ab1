"""Security codes of cards: three or four digits after a word for them, or after a card number."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from qa.normalise import fold_text
from qa.redaction.card_numbers import Speech, is_card_talk
from qa.redaction.number_cues import Cue, CueKind, words
from qa.redaction.numbers import Number, only_separators

_REACH = 3  # turns after the word
_SAME_TURN_REACH = 100  # characters
_BEFORE_REACH = 30  # characters: "123 is the CVV"
_ECHO_REACH = 2  # turns in which a code is said back
_GLUE = re.compile(r"[/:.,٫٬،]")
_SENTENCE_END = re.compile(r"[.?!؟؛\n]")
_UNIT = re.compile(r"\s*(?:[%$€£٪]|(\w+))")

Code = tuple[Number, ...]


class SecurityCodes:
    """Finds the codes in one call."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._codes: dict[int, list[Code]] = {}
        for code in _code_like(speech):
            self._codes.setdefault(code[0].segment, []).append(code)

    def find(self) -> Iterator[Number]:
        """Every digit of a security code, and where it is said back."""
        near = {at - back for at in self._codes for back in range(_REACH + 1) if at >= back}
        for segment in sorted(near):
            for cue in self._speech.cues.of(segment):
                if code := self._code_for(segment, cue):
                    yield from code
                    yield from self._echoes(code)

    def _code_for(self, segment: int, cue: Cue) -> Code | None:
        if cue.kind is CueKind.CARD_MASK:
            return self._after(segment, cue, bare=True)
        if cue.kind is CueKind.CODE or (
            cue.kind is CueKind.WEAK_CODE and self._of_card(segment, cue)
        ):
            return self._after(segment, cue, bare=False) or self._just_before(segment, cue)
        return None

    def _of_card(self, segment: int, cue: Cue) -> bool:
        return is_card_talk(self._speech, Number(segment, cue.start, cue.end, ""))

    def _after(self, segment: int, cue: Cue, *, bare: bool) -> Code | None:
        """The next code; none where one is masked already, or (bare) other words come between."""
        for at in range(segment, min(segment + _REACH + 1, len(self._speech.texts))):
            start = cue.end if at == segment else 0
            code = self._first_from(at, start)
            end = code[0].start if code else len(self._speech.texts[at])
            if self._speech.cues.has_code_mask(at, start, end):
                return None
            if code and not self._is_other(code, at == segment, start):
                return code if not bare or self._is_bare(at, start, code) else None
        return None

    def _first_from(self, segment: int, start: int) -> Code | None:
        codes = self._codes.get(segment, [])
        at = bisect_left(codes, start, key=lambda code: code[0].start)
        return codes[at] if at < len(codes) else None

    def _is_other(self, code: Code, same_turn: bool, start: int) -> bool:
        first = code[0]
        if same_turn and first.start - start > _SAME_TURN_REACH:
            return True
        nearest = self._speech.cues.nearest_before(first.segment, first.start, back=_REACH)
        return nearest is CueKind.OTHER or self._has_unit(code)

    def _has_unit(self, code: Code) -> bool:
        unit = _UNIT.match(self._speech.texts[code[0].segment], code[-1].end)
        return unit is not None and (not unit[1] or fold_text(unit[1]) in words("unit"))

    def _is_bare(self, segment: int, start: int, code: Code) -> bool:
        """Nothing but fillers and an expiry date beside the digits."""
        text = self._speech.texts[segment]
        own_turn = start == 0
        beside = text[start : code[0].start] + (text[code[-1].end :] if own_turn else "")
        spoken = [word for word in re.findall(r"\w+", fold_text(beside)) if not word.isdigit()]
        return (words("filler") | words("expiry")).issuperset(spoken) and "[" not in beside

    def _just_before(self, segment: int, cue: Cue) -> Code | None:
        """The last code before a word, in the same sentence: "123 is the CVV"."""
        codes = self._codes.get(segment, [])
        at = bisect_right(codes, cue.start, key=lambda code: code[-1].end)
        if not at:
            return None
        code = codes[at - 1]
        gap = self._speech.texts[segment][code[-1].end : cue.start]
        apart = len(gap) > _BEFORE_REACH or _SENTENCE_END.search(gap) or "[" in gap
        return None if apart or self._is_other(code, True, 0) else code

    def _echoes(self, code: Code) -> Iterator[Number]:
        said = "".join(number.digits for number in code)
        first = code[0].segment
        for segment in range(first + 1, first + _ECHO_REACH + 1):
            for later in self._codes.get(segment, ()):
                if "".join(number.digits for number in later) == said:
                    yield from later


def _code_like(speech: Speech) -> Iterator[Code]:
    """Three or four digits on their own: "123", "1 2 3"; not 12:30, 3.50 or 12/2027."""
    run: list[Number] = []
    for number in speech.numbers:
        if run and not _touches(speech, run[-1], number):
            yield from _codes_of(speech, run)
            run = []
        run.append(number)
    yield from _codes_of(speech, run)


def _touches(speech: Speech, earlier: Number, later: Number) -> bool:
    if earlier.segment != later.segment:
        return False
    gap = speech.texts[later.segment][earlier.end : later.start]
    return only_separators(gap) or gap == ":"


def _codes_of(speech: Speech, run: list[Number]) -> Iterator[Code]:
    if all(len(number.digits) == 1 for number in run):
        if 3 <= len(run) <= 4:
            yield tuple(run)
        return
    alone = [run[i] for i in range(len(run)) if not _is_glued(speech, run[max(i - 1, 0) : i + 2])]
    codes = [number for number in alone if 3 <= len(number.digits) <= 4]
    if len(codes) <= 2:  # more are the parts of a longer number
        yield from ((number,) for number in codes)


def _is_glued(speech: Speech, neighbours: list[Number]) -> bool:
    gaps = (speech.texts[a.segment][a.end : b.start] for a, b in pairwise(neighbours))
    return any(_GLUE.fullmatch(gap) for gap in gaps)
