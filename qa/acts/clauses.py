"""Sentences and clauses of one line, as offsets into its folded text."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

_SENTENCE_END = re.compile(r"[.!?؟…]+(?=\s|$|[»\"'”)])|\n")
_CLAUSE_END = re.compile(r"[.!?؟…,،;؛:]+(?=\s|$|[»\"'”)])|\n|\s[-–—]\s")
_LONG = 26  # words; what a recogniser writes without punctuation is cut around the anchor
_SHORT = 2 * _LONG  # characters; fewer words than that cannot be written in so few
_BEFORE, _AFTER = 7, 14
_EDGE = " \t\n,،;؛:.!?؟…-–—"
_LOOSE_END = " \t\n,،;؛:–—-"
_WORD = re.compile(r"\S+")

Span = tuple[int, int]


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence a stretch stands in; a very long one is cut to the words around it."""
    return _shortened(text, _between(_SENTENCE_END, text, start, end), start, end)


def clause_around(text: str, start: int, end: int) -> Span:
    """The part between commas a stretch stands in."""
    return _shortened(text, _between(_CLAUSE_END, text, start, end), start, end)


def trimmed(text: str, span: Span) -> Span:
    """The span without spaces and marks at its edges; a mark that ends a sentence stays."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _LOOSE_END:
        end -= 1
    return start, end


def _between(ends: re.Pattern[str], text: str, start: int, end: int) -> Span:
    starts, stops = _places(ends, text)
    last, following = bisect_right(stops, start) - 1, bisect_left(starts, end)
    left = stops[last] if last >= 0 else 0
    return left, stops[following] if following < len(stops) else len(text)


def _shortened(text: str, span: Span, start: int, end: int) -> Span:
    if span[1] - span[0] <= _SHORT or len(text[slice(*span)].split()) <= _LONG:
        return trimmed(text, span)
    starts, stops = _places(_WORD, text)
    first, behind = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    before = range(first, bisect_right(stops, start))[-_BEFORE:]
    after = range(bisect_left(starts, end), behind)[:_AFTER]
    left = starts[before[0]] if before else span[0]
    return trimmed(text, (left, min(stops[after[-1]], span[1]) if after else span[1]))


@lru_cache(maxsize=64)  # many places of one line are looked at in a row
def _places(wanted: re.Pattern[str], text: str) -> tuple[list[int], list[int]]:
    """Where in a text the matches of a pattern begin, and where they end."""
    found = [match.span() for match in wanted.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]
