"""Marks that turn the direction of writing: a line is then read otherwise than it is written."""

import re
from collections.abc import Iterator

# Embeddings, overrides and isolates; the plain marks only inside a word, where nothing needs them.
_CONTROLS = re.compile(
    "[\u202a-\u202e\u2066-\u2069]+|(?<=[^\\W\\d_])[\u200e\u200f\u061c]+(?=[^\\W\\d_])"
)


def controls(text: str) -> Iterator[tuple[int, int]]:
    """Where such marks stand in a written line."""
    if not text.isascii():
        yield from (mark.span() for mark in _CONTROLS.finditer(text))


def has_controls(text: str) -> bool:
    return next(controls(text), None) is not None
