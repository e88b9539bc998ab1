"""Words that tell what a number near them is: a card, its security code, an order, a phone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

import yaml

from qa.normalise import fold, fold_text

CARD_MASK = "[****]"
CODE_MASK = "[***]"

_WORDS_FILE = Path(__file__).with_name("cues.yml")
_BEFORE = r"(?:[وفبلك]{0,2}(?:ال|لل)?)"
_AFTER = r"(?:ي|ك|ه|ها|نا|كم|هم|تي|تك|ته|تها)?"
_MARK = rf"{re.escape(CARD_MASK)}|{re.escape(CODE_MASK)}"


class CueKind(StrEnum):
    CARD = "card"
    CODE = "code"
    WEAK_CODE = "weak_code"
    OTHER = "other"
    CARD_MASK = "card_mask"
    CODE_MASK = "code_mask"


@dataclass(frozen=True, slots=True)
class Cue:
    kind: CueKind
    start: int
    end: int


class Cues:
    """The cues of each text, looked for when first asked about."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found: dict[int, tuple[Cue, ...]] = {}

    def of(self, segment: int) -> tuple[Cue, ...]:
        if segment not in self._found:
            self._found[segment] = tuple(_cues_in(self._texts[segment]))
        return self._found[segment]

    def nearest_before(self, segment: int, position: int, *, back: int) -> CueKind | None:
        """The last cue before a place, in its own text or at most `back` texts earlier."""
        own = self.of(segment)
        earlier = range(segment - 1, max(segment - back, 0) - 1, -1)
        own_before = own[: bisect_left(own, position, key=lambda cue: cue.start)]
        for cues in chain([own_before], map(self.of, earlier)):
            for cue in reversed(cues):
                if cue.kind is not CueKind.WEAK_CODE:
                    return cue.kind
        return None

    def has_code_mask(self, segment: int, start: int, end: int) -> bool:
        """Whether a masked code begins between two places of a text."""
        own = self.of(segment)
        first, last = (bisect_left(own, at, key=lambda cue: cue.start) for at in (start, end))
        return any(cue.kind is CueKind.CODE_MASK for cue in own[first:last])


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one list of cues.yml."""
    lists: dict[str, list[str]] = yaml.safe_load(_WORDS_FILE.read_text("utf-8"))
    return frozenset(fold_text(word) for word in lists[kind])


def _cues_in(text: str) -> list[Cue]:
    folded = fold(text)
    return [
        Cue(_kind(found), *folded.span(found.start(), found.end()))
        for found in _pattern().finditer(folded.text)
    ]


def _kind(found: re.Match[str]) -> CueKind:
    if found[0] == CARD_MASK:
        return CueKind.CARD_MASK
    return CueKind.CODE_MASK if found[0] == CODE_MASK else CueKind(found.lastgroup or "")


@cache
def _pattern() -> re.Pattern[str]:
    kinds = (CueKind.CODE, CueKind.OTHER, CueKind.CARD, CueKind.WEAK_CODE)
    named = [f"(?P<{kind.value}>{_alternatives(kind.value)})" for kind in kinds]
    return re.compile(rf"{_MARK}|(?<!\w){_BEFORE}(?:{'|'.join(named)}){_AFTER}(?!\w)")


def _alternatives(kind: str) -> str:
    longest_first = sorted(words(kind), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\W{1,3}") for word in longest_first)
