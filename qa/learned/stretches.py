"""The stretches of a line that are scored: its clauses, its sentences of several clauses, and
windows where nothing divides it.

A recogniser writes no commas, so a clause of many words is looked at through windows of several
lengths. All stretches are counted in words of the line, first and one past the last.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from qa.learned.features import Word

WINDOWS = (4, 6, 9, 13)  # words
LONGEST_CLAUSE = 13  # words; a longer one is looked at through windows
LONGEST_SENTENCE = 24  # words; a longer one is no single act
_DIVIDES = re.compile(r"[.!?؟…,،;؛:]+(?=\s|$|[»\"'”)])|\n|\s[-–—]\s")
_ENDS = re.compile(r"[.!?؟…]+(?=\s|$|[»\"'”)])|\n")

Stretch = tuple[int, int]


def clauses_of(text: str, words: Sequence[Word]) -> list[Stretch]:
    """The line's clauses that hold a word."""
    return _divided(text, words, _DIVIDES)


def sentences_of(text: str, words: Sequence[Word]) -> list[Stretch]:
    """The line's sentences of more than one clause that are short enough to be one act."""
    return _sentences(text, words, set(clauses_of(text, words)))


def _sentences(text: str, words: Sequence[Word], clauses: Collection[Stretch]) -> list[Stretch]:
    return [
        (start, end)
        for start, end in _divided(text, words, _ENDS)
        if (start, end) not in clauses and end - start <= LONGEST_SENTENCE
    ]


def _divided(text: str, words: Sequence[Word], marks: re.Pattern[str]) -> list[Stretch]:
    ends = [match.end() for match in marks.finditer(text)] + [len(text)]
    starts = [word.start for word in words]
    found: list[Stretch] = []
    at = 0
    for end in ends:
        last = bisect_left(starts, end, at)
        if last > at:
            found.append((at, last))
        at = last
    return found


def stretches_of(text: str, words: Sequence[Word]) -> list[Stretch]:
    """Each clause, or for a long one its windows, and each sentence of several."""
    clauses = clauses_of(text, words)
    found = _sentences(text, words, set(clauses))
    for start, end in clauses:
        if end - start <= LONGEST_CLAUSE:
            found.append((start, end))
        else:
            found += windows_of(start, end)
    return found


def windows_of(start: int, end: int) -> list[Stretch]:
    """Every window of every length within a stretch that is longer than the longest of them."""
    return [
        (first, first + length) for length in WINDOWS for first in range(start, end - length + 1)
    ]
