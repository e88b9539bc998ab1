"""The numbers typed in a call: runs of digits in any script, and what stands between them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Marks that are not seen, and marks put on a digit (keycaps, accents).
_UNSEEN = (
    "\u00ad\u034f\u061c\u0300-\u036f\u064b-\u065f\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
)
_DIGITS = re.compile(rf"\d(?:[{_UNSEEN}]*\d)*")
_SEPARATORS = re.compile(rf"[\s{_UNSEEN}\-\u2010-\u2015\u2212\u0640./,،٫٬;_·•|]{{0,12}}")


@dataclass(frozen=True, slots=True)
class Number:
    """One run of digits: where it stands, and its digits in ASCII."""

    segment: int
    start: int
    end: int
    digits: str


def numbers_in(texts: Sequence[str]) -> tuple[Number, ...]:
    return tuple(
        Number(segment, found.start(), found.end(), _ascii(found[0]))
        for segment, text in enumerate(texts)
        for found in _DIGITS.finditer(text)
    )


def only_separators(gap: str) -> bool:
    """Spaces, dashes, dots, commas, slashes and unseen marks: what people type within a number."""
    return _SEPARATORS.fullmatch(gap) is not None


def _ascii(run: str) -> str:
    values = (unicodedata.decimal(character, None) for character in run)
    return "".join(str(value) for value in values if value is not None)
