"""Spelling for the web process and the content check: one child, or an honest "not checked"."""

import atexit
import logging
from collections.abc import Iterable
from functools import cache

from qa.model import Language
from training_modules.spelling import English, Misspelling, SpellingAway, SpellingChild

_log = logging.getLogger(__name__)


def check(
    text: str, language: str, known: Iterable[str] = (), english: English = "british"
) -> tuple[Misspelling, ...] | None:
    """None: not checked here. `known` are names and numbers that are right as they stand."""
    try:
        return _child().check(text, language, known, english)
    except SpellingAway as error:
        _log.warning("spelling not checked: %s", error)
        return None


def suggest(word: str, language: str, english: English = "british") -> tuple[str, ...] | None:
    """Likely words in its place, the likeliest first; None where none can be looked up here."""
    try:
        return _child().suggest(word, language, english)
    except SpellingAway as error:
        _log.warning("no suggestions: %s", error)
        return None


def misspelt(text: str, language: str) -> Iterable[str]:
    """The misspelt words of shipped content; SpellingAway where nothing can be checked."""
    found = _child().check(text, language)
    return [one.word for one in found if one.kind == "spelling"]


def warm_up() -> None:
    """Start the child and let it load what the first check of each language would wait for."""
    for language in Language:
        check("…1", language)


@cache
def _child() -> SpellingChild:
    child = SpellingChild()
    atexit.register(child.close)
    return child
