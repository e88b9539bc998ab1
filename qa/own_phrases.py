"""A centre's own forbidden phrases, beside those of the lexicon.

A phrase is literal: whole words in their order, folded as the lexicon is, whatever marks stand
between them; in Arabic its first word may carry clitics. A pattern is a regular expression of RE2,
which takes time in proportion to the text whatever is written in it, over folded text; what it
finds has to be whole words too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Protocol, cast

from qa.acts.context import finding, quoted_at
from qa.acts.phrases import without_clitics
from qa.acts.reading import Reading
from qa.errors import QaError
from qa.language import tokens
from qa.model import Act, Finding, Language
from qa.normalise import fold, fold_text

CATEGORIES = ("insult", "blame", "refusal", "unverified_promise", "slang", "arguing")
SHORTEST, LONGEST = 3, 200  # characters
_MOST = 20  # places of one pattern in one line
_MEMORY = 4 << 20  # bytes that a pattern may take
# RE2 takes these for ASCII alone; an edge of a word is asked for at both ends anyway.
_OF_ANY_SCRIPT = {r"\w": r"[\pL\pN_]", r"\W": r"[^\pL\pN_]", r"\b": ""}
_PARTS_OF_PATTERN = re.compile(r"\\.|\[\^?\]?|\]|[^\\\[\]]+", re.DOTALL)
_SURE = 1.0  # a person has said that these words are forbidden

Place = tuple[int, int]


class PhraseKind(StrEnum):
    LITERAL = "literal"
    PATTERN = "pattern"


class PhraseRefused(QaError):
    """Codes: phrase_too_short, phrase_too_long, phrase_category, pattern_broken, pattern_empty."""

    code = "phrase_too_short"


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """`number` is how people name it; its text is never changed."""

    number: int
    language: Language
    kind: PhraseKind
    category: str  # one of CATEGORIES
    text: str


@dataclass(frozen=True, slots=True)
class OwnPhrases:
    """Those in force; `version` counts every addition and every one switched off."""

    version: int = 0
    phrases: tuple[OwnPhrase, ...] = ()


NONE = OwnPhrases()


class _Match(Protocol):
    def span(self) -> Place: ...


class _Pattern(Protocol):
    def finditer(self, text: str) -> Iterator[_Match]: ...
    def search(self, text: str) -> _Match | None: ...


def check(phrase: OwnPhrase) -> None:
    """PhraseRefused for what could never be found, or would be found everywhere."""
    if len(phrase.text) > LONGEST:
        raise PhraseRefused("phrase_too_long", limit=LONGEST)
    if phrase.category not in CATEGORIES:
        raise PhraseRefused("phrase_category")
    if len(fold_text(phrase.text).replace(" ", "")) < SHORTEST:
        raise PhraseRefused("phrase_too_short", least=SHORTEST)
    if phrase.kind is PhraseKind.PATTERN:
        if _compiled(phrase.text).search("") is not None:
            raise PhraseRefused("pattern_empty")
    elif not _words(phrase.text):
        raise PhraseRefused("phrase_too_short", least=SHORTEST)


def places(phrase: OwnPhrase, text: str) -> tuple[Place, ...]:
    """Where a phrase stands in a written text, as it would be found in a call."""
    folded = fold(text)
    found = _found(folded.text, _by_first_word((phrase,)), _patterns((phrase,)), phrase.language)
    return tuple(folded.span(*place) for _, place in found)


def find(reading: Reading, phrases: Iterable[OwnPhrase]) -> Iterator[Finding]:
    """The phrases of the call's language in the agent's lines, but for quoted words."""
    language = reading.lexicon.language
    own = tuple(phrase for phrase in phrases if phrase.language is language)
    if not own:
        return
    literal, patterns = _by_first_word(own), _patterns(own)
    for line in reading.agent_lines:
        for phrase, place in _found(line.text, literal, patterns, language):
            if not quoted_at(line, place, reading.lexicon):
                found = finding(line, Act.FORBIDDEN, place, _SURE, category=phrase.category)
                yield replace(found, own_phrase=phrase.number, reason="reasons.own_phrase")


_Literal = Mapping[str, list[tuple[tuple[str, ...], OwnPhrase]]]
_Patterns = list[tuple[OwnPhrase, _Pattern]]


def _found(
    text: str, literal: _Literal, patterns: _Patterns, language: Language
) -> Iterator[tuple[OwnPhrase, Place]]:
    yield from _literal_places(text, literal, language)
    for phrase, pattern in patterns:
        for match in islice(pattern.finditer(text), _MOST):
            start, end = match.span()
            if end > start and not _cuts(text, start) and not _cuts(text, end):
                yield phrase, (start, end)


def _cuts(text: str, place: int) -> bool:
    """Would the text be cut inside a word there?"""
    around = text[max(place - 1, 0) : place + 1]
    return 0 < place < len(text) and around.isalnum()


def _literal_places(
    text: str, literal: _Literal, language: Language
) -> Iterator[tuple[OwnPhrase, Place]]:
    said = [token for token in tokens(text) if _is_word(token[0])]
    words = [token[0] for token in said]
    known = frozenset(literal)
    for at, word in enumerate(words):
        first = without_clitics(word, known) if language is Language.AR else word
        for rest, phrase in literal.get(first, ()):
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                yield phrase, (said[at].start(), said[at + len(rest)].end())


def _by_first_word(phrases: Iterable[OwnPhrase]) -> _Literal:
    literal: dict[str, list[tuple[tuple[str, ...], OwnPhrase]]] = {}
    for phrase in phrases:
        if phrase.kind is PhraseKind.LITERAL:
            first, *rest = _words(phrase.text)
            literal.setdefault(first, []).append((tuple(rest), phrase))
    return literal


def _patterns(phrases: Iterable[OwnPhrase]) -> _Patterns:
    return [(p, _compiled(p.text)) for p in phrases if p.kind is PhraseKind.PATTERN]


@lru_cache(maxsize=2_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(token[0] for token in tokens(fold_text(text)) if _is_word(token[0]))


def _is_word(token: str) -> bool:
    return token[0].isalnum() or len(token) > 1


@lru_cache(maxsize=200)
def _compiled(text: str) -> _Pattern:
    """A pattern over folded text: its letters are folded, its signs stay; no case."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    options.log_errors = False
    options.longest_match = True
    folded = "".join(letter if letter.isascii() else fold_text(letter) for letter in text)
    try:
        return cast(_Pattern, re2.compile(_of_any_script(folded), options))
    except re2.error:
        raise PhraseRefused("pattern_broken") from None


def _of_any_script(pattern: str) -> str:
    """The pattern with \\w and \\b meaning Arabic letters as well."""
    parts, inside = [], False
    for part in _PARTS_OF_PATTERN.findall(pattern):
        if part == r"\w" and inside:
            parts.append(r"\pL\pN_")
        else:
            parts.append(part if inside else _OF_ANY_SCRIPT.get(part, part))
        inside = part.startswith("[") or (inside and part != "]")
    return "".join(parts)
