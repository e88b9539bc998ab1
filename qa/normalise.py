"""The one normaliser: text as it is compared, with a map back to the text as it was written.

Folds case, width, diacritics, tatweel, zero-width and direction marks, the forms of hamza, alef,
ya and ta marbuta, Persian letters, digits of any script, curly apostrophes and drawn-out letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىئیےې", "ي"),
    **dict.fromkeys("ةھہەۀۃ", "ه"),
    **dict.fromkeys("کگڭڪ", "ك"),
    "ؤ": "و",
    "ء": "",  # شيء is also written شي, مساء as مسا
    "ـ": "",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    **dict.fromkeys("’‘ʼ´`", "'"),
}
_DRAWN_OUT = re.compile(r"([^\W\d])\1\1+")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; `source[i]` is where its character i stood, with one end mark more."""

    text: str
    source: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The written text's offsets of a stretch of the folded text."""
        return self.source[start], self.source[end]


def fold(text: str) -> Folded:
    """The folded text and where each of its characters came from."""
    if text.isascii():
        folded = Folded(text.lower(), tuple(range(len(text) + 1)))
    else:
        folded = _fold_letters(text)
    return _shorten_drawn_out(folded) if _DRAWN_OUT.search(folded.text) else folded


def fold_text(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


def _fold_letters(text: str) -> Folded:
    parts = [_fold_letter(letter) for letter in text]
    source = [index for index, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), (*source, len(text)))


@cache
def _fold_letter(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return ""
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(_LETTERS.get(part, part) for part in plain if unicodedata.category(part) != "Mn")


def _shorten_drawn_out(folded: Folded) -> Folded:
    """Three or more of one letter are one («شكراااا», "sooo")."""
    kept: list[int] = []
    position = 0
    for run in _DRAWN_OUT.finditer(folded.text):
        kept += range(position, run.start() + 1)
        position = run.end()
    kept += range(position, len(folded.text))
    text = "".join(folded.text[index] for index in kept)
    return Folded(text, (*(folded.source[index] for index in kept), folded.source[-1]))
