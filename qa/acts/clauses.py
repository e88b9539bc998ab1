"""Sentences and clauses of one line, as offsets into its folded text."""

import re

_SENTENCE_END = re.compile(r"[.!?؟…]+(?=\s|$|[»\"'”)])|\n")
_CLAUSE_END = re.compile(r"[.!?؟…,،;؛:]+(?=\s|$|[»\"'”)])|\n|\s[-–—]\s")
_LONG = 26  # words; what a recogniser writes without punctuation is cut around the anchor
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
    left, right = 0, len(text)
    for mark in ends.finditer(text):
        if mark.end() <= start:
            left = mark.end()
        elif mark.start() >= end:
            right = mark.end()
            break
    return left, right


def _shortened(text: str, span: Span, start: int, end: int) -> Span:
    if len(text[slice(*span)].split()) <= _LONG:
        return trimmed(text, span)
    words = [match.span() for match in _WORD.finditer(text, *span)]
    before = [word for word in words if word[1] <= start][-_BEFORE:]
    after = [word for word in words if word[0] >= end][:_AFTER]
    return trimmed(text, (before[0][0] if before else span[0], after[-1][1] if after else span[1]))
