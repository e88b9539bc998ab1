"""The one normaliser: text as it is compared, with a map back to the text as it was written.

Folds case, width, diacritics, tatweel, zero-width and direction marks, the forms of hamza, alef,
ya and ta marbuta, Persian letters, digits of any script, curly apostrophes and drawn-out letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

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
    source: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The written text's offsets of a stretch of the folded text."""
        return self.source[start], self.source[end]


def fold(text: str) -> Folded:
    """The folded text and where each of its characters came from."""
    plain = text.isascii()
    folded = Folded(text.lower(), range(len(text) + 1)) if plain else _fold_letters(text)
    return _shorten_drawn_out(folded) if _DRAWN_OUT.search(folded.text) else folded


def fold_text(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


def _fold_letters(text: str) -> Folded:
    parts = [_FOLDED[letter] for letter in text]
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:
        return Folded(folded, range(len(text) + 1))
    source = [index for index, part in enumerate(parts) for _ in part]
    return Folded(folded, (*source, len(text)))


class _FoldedLetters(dict[str, str]):
    """What each letter met so far is folded to; a look-up costs a third of a cached call."""

    def __missing__(self, letter: str) -> str:
        self[letter] = _fold_letter(letter)
        return self[letter]


_FOLDED = _FoldedLetters()


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
