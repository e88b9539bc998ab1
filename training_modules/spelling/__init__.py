"""Spelling and English grammar, checked in a process of its own.

client: the process as its parent sees it; child: the program; speller: the libraries inside it;
lists: the project's own words and the dialects', which are never misspelt.
"""

from training_modules.spelling.client import (
    English,
    Misspelling,
    SpellingAway,
    SpellingChild,
    SpellingKind,
)

__all__ = ["English", "Misspelling", "SpellingAway", "SpellingChild", "SpellingKind"]
