"""What the model sees in a stretch of words: the words, their letters, and which stand together.

Every feature is hashed into one of 2**BITS rows; a stretch is the sum of its words and pairs, so
that any part of a line can be scored by subtraction. Nothing is divided by the length.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from qa.language import tokens

BITS = 18
ROWS = 1 << BITS
LETTERS = (2, 3, 4, 5)  # lengths of the runs of letters
LETTER_WEIGHT = 0.35
SKIP_WEIGHT = 0.7  # of two words with one between them
_SILENT = frozenset(",،.؛;:-–—\"'«»“”()[]…*/\\")
_LONGEST_WORD = 24  # letters; what is longer is no word
_EDGE = ("<", ">")


class Word(NamedTuple):
    """A word as the model reads it, at its offsets in the folded text.

    A named tuple, as a call makes hundreds: a frozen dataclass takes three times as long.
    """

    text: str
    start: int
    end: int


def words_of(folded: str) -> tuple[Word, ...]:
    """The words of a folded text and its question marks; every number reads as 0."""
    return tuple(
        Word(_read_as(match[0]), *match.span())
        for match in tokens(folded)
        if match[0] not in _SILENT
    )


@lru_cache(maxsize=1 << 16)
def letters_of(word: str) -> tuple[int, ...]:
    """As `letter_rows`, kept: training asks for the same words again and again."""
    return letter_rows(word)


def letter_rows(word: str) -> tuple[int, ...]:
    """The rows of a word's runs of letters, its edges among them."""
    edged = f"<{word}>"
    return tuple(
        _row("c" + edged[at : at + length])
        for length in LETTERS
        for at in range(len(edged) - length + 1)
    )


def word_row(word: str) -> int:
    return _row("w" + word)


class Hashed(NamedTuple):
    """A word on the way to its rows with others: what stands before them, hashed, and itself."""

    pair: int
    skip: int
    written: bytes


def hashed(word: str) -> Hashed:
    return Hashed(crc32(f"b{word} ".encode()), crc32(f"s{word} ".encode()), word.encode())


def pair_row(one: Hashed, other: Hashed) -> int:
    """As `pair_rows`: a hash can be taken up where another ended."""
    return crc32(other.written, one.pair) & (ROWS - 1)


def skip_row(one: Hashed, other: Hashed) -> int:
    return crc32(other.written, one.skip) & (ROWS - 1)


def pair_rows(words: Sequence[str]) -> list[int]:
    """The rows of neighbours: one for each word and its next."""
    return [_row(f"b{one} {other}") for one, other in itertools.pairwise(words)]


def skip_rows(words: Sequence[str]) -> list[int]:
    """The rows of two words with one between them."""
    return [_row(f"s{one} {other}") for one, other in zip(words, words[2:], strict=False)]


def edge_rows(words: Sequence[str]) -> tuple[int, int]:
    """The rows of the first word at the start and the last at the end of a stretch."""
    return _row(f"b{_EDGE[0]} {words[0]}"), _row(f"b{words[-1]} {_EDGE[1]}")


def features(words: Sequence[str]) -> Counter[int]:
    """Rows and weights of a whole stretch, as training counts them."""
    counted: Counter[int] = Counter()
    for row, weight in _weighted(words):
        counted[row] += weight  # type: ignore[assignment]  # weights are no whole numbers
    return counted


def _weighted(words: Sequence[str]) -> Iterator[tuple[int, float]]:
    for word in words:
        yield word_row(word), 1.0
        yield from ((row, LETTER_WEIGHT) for row in letters_of(word))
    yield from ((row, 1.0) for row in pair_rows(words))
    yield from ((row, SKIP_WEIGHT) for row in skip_rows(words))
    if words:
        yield from ((row, 1.0) for row in edge_rows(words))


def _read_as(token: str) -> str:
    return "0" if token.isdigit() else token[:_LONGEST_WORD]


def _row(feature: str) -> int:
    return crc32(feature.encode()) & (ROWS - 1)
