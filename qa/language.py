"""Which language a call is in, and the one spaCy pipeline of each language, loaded once."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from qa.errors import LanguageUnsupported
from qa.model import Language

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# A word with its inner apostrophes (can't), or one mark.
_TOKEN = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_COMMON_ENGLISH = re.compile(
    r"\b(?:a|about|and|are|at|be|can|do|for|good|have|hello|help|hi|how|i|i'm|in|is|it|me|my|no|not"
    r"|of|ok|okay|on|please|so|sorry|thanks?|that|the|this|to|was|we|what|with|yes|you|your)\b"
)
_LEAST_ENGLISH = 0.08  # of the words; English talk has 0.3 and more, French or German under 0.05
_ENOUGH_WORDS = 25
_OTHER_ARABIC_SCRIPT = re.compile(r"[ٹڈڑںےپگژ]")


def detect_language(texts: Iterable[str]) -> Language:
    """The language most letters are written in; LanguageUnsupported for any other language."""
    text = " ".join(texts)
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic + latin == 0:
        raise LanguageUnsupported
    if arabic >= latin:
        return _arabic_or_refuse(text, arabic)
    return _english_or_refuse(text)


@cache
def pipeline(language: Language) -> "Pipeline":
    """The blank spaCy pipeline of a language; its tokenizer reads folded text."""
    spacy = _load_spacy()
    nlp: Pipeline = spacy.blank(language.value)
    # Shape, prefix and the like of every new word cost half of all time, and nothing reads them.
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # missing from spaCy's stubs
    nlp.tokenizer = _words_of(nlp.vocab)
    return nlp


def tokens(folded: str) -> Iterator[re.Match[str]]:
    """The words and marks of a folded text, as the pipelines cut them."""
    return _TOKEN.finditer(folded)


def cut(folded: str) -> list[str]:
    """As `tokens`, their text alone."""
    return _TOKEN.findall(folded)


def doc_of(language: Language, words: list[str]) -> "Doc":
    """A spaCy document of words that are cut already."""
    from spacy.tokens import Doc

    return Doc(pipeline(language).vocab, words=words)


def _arabic_or_refuse(text: str, letters: int) -> Language:
    """Persian and Urdu are Arabic in script only; their own letters give them away."""
    if len(_OTHER_ARABIC_SCRIPT.findall(text)) > 0.02 * letters:
        raise LanguageUnsupported
    return Language.AR


def _english_or_refuse(text: str) -> Language:
    words = len(text.split())
    common = len(_COMMON_ENGLISH.findall(text.lower()))
    if words >= _ENOUGH_WORDS and common < _LEAST_ENGLISH * words:
        raise LanguageUnsupported
    return Language.EN


def _words_of(vocab: "Vocab") -> "Callable[[str], Doc]":
    from spacy.tokens import Doc

    return lambda text: Doc(vocab, words=cut(text))


def _load_spacy() -> ModuleType:
    """spaCy alone: its first pipeline loads every installed package's entry points otherwise."""
    import catalogue

    catalogue.AVAILABLE_ENTRY_POINTS = {
        group: [point for point in points if point.value.startswith("spacy")]
        for group, points in catalogue.AVAILABLE_ENTRY_POINTS.items()
    }
    with _torch_hidden():
        import spacy
    return spacy


@contextmanager
def _torch_hidden() -> Iterator[None]:
    """spaCy imports torch wherever it is installed (3.9 s, 270 MB); nothing here needs it."""
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # None makes an import fail
    try:
        yield
    finally:
        del sys.modules["torch"]
