"""Phrases and word lists of one language, read from qa/lexicons/<language>/*.yml.

A file maps an act to its rules. A rule has `phrases`, whole words in which (a|b) are alternatives
and (a|) may be left out; `confidence`; and may have a `category`, `needs` (a pattern that must be
in the same sentence), `unless` (one that must not be there) and `unless_turn` (one that must not be
anywhere in what was said in one breath). `words.yml` holds named word lists, `patterns.yml` named
patterns. Everything is folded on reading, so files are written the way people write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from qa.acts.phrases import anchors, phrase_pattern
from qa.errors import ScorecardInvalid
from qa.language import doc_of, pipeline, tokens
from qa.model import Act, Language
from qa.normalise import fold_text

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

_FOLDER = Path(__file__).parent / "lexicons"
# libyaml reads in a tenth of the time; not every build of PyYAML has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEVER = re.compile(r"(?!)")
_ALWAYS = re.compile(r"")
_NOTHING_AROUND = (_ALWAYS.pattern, _NEVER.pattern, _NEVER.pattern)


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that show an act, how sure they make us, and what must stand around them."""

    act: Act
    confidence: float
    phrases: tuple[str, ...]
    category: str | None = None
    needs: re.Pattern[str] = _ALWAYS
    unless: re.Pattern[str] = _NEVER
    unless_turn: re.Pattern[str] = _NEVER

    @property
    def conditional(self) -> bool:
        """Does anything have to stand, or not to stand, around the phrase?"""
        around = (self.needs.pattern, self.unless.pattern, self.unless_turn.pattern)
        return around != _NOTHING_AROUND


@dataclass(frozen=True)
class Phrase:
    """One phrase of a rule; the matcher looks for its anchor, the pattern for all of it."""

    rule: Rule
    written: str
    language: Language

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when an anchor is first heard: making all of them takes over a second."""
        return phrase_pattern(self.written, self.language)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of one language, by their key in the matcher that finds their anchors.

    `anchor_words` stand between spaces in an anchor, `anchor_tokens` are what spaCy reads of it.
    """

    language: Language
    phrases: dict[str, Phrase]
    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    matcher: "PhraseMatcher"
    anchor_words: frozenset[str]
    anchor_tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class WordLists:
    """What of a lexicon can be read without spaCy: its named word lists and patterns."""

    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]


@cache
def load_words(language: Language) -> WordLists:
    """The word lists and patterns of a language; read once."""
    return WordLists(
        words={name: _word_set(words) for name, words in _read(language, "words").items()},
        patterns={name: _pattern(text) for name, text in _read(language, "patterns").items()},
    )


@cache
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, its spelling variants expanded; read once."""
    lists, matcher = load_words(language), _empty_matcher(language)
    phrases: dict[str, Phrase] = {}
    anchor_words: set[str] = set()
    anchor_tokens: set[str] = set()
    for rule in _rules(language):
        for written in rule.phrases:
            key = str(len(phrases))
            phrases[key] = Phrase(rule, written, language)
            found_by = anchors(written, language)
            cut = [[token[0] for token in tokens(text)] for text in found_by]
            matcher.add(key, [doc_of(language, words) for words in cut])
            anchor_words.update(word for text in found_by for word in text.split())
            anchor_tokens.update(word for words in cut for word in words)
    return Lexicon(
        language=language,
        phrases=phrases,
        words=lists.words,
        patterns=lists.patterns,
        matcher=matcher,
        anchor_words=frozenset(anchor_words),
        anchor_tokens=frozenset(anchor_tokens),
    )


def _rules(language: Language) -> Iterator[Rule]:
    for path in sorted((_FOLDER / language).glob("*.yml")):
        if path.stem in ("words", "patterns"):
            continue
        for act, plain_rules in _read(language, path.stem).items():
            for plain in plain_rules:
                yield _rule(Act(act), plain)


def _rule(act: Act, plain: dict[str, Any]) -> Rule:
    known = {"phrases", "confidence", "category", "needs", "unless", "unless_turn"}
    if not set(plain) <= known or not plain.get("phrases"):
        raise ScorecardInvalid(name=act.value, field=", ".join(sorted(set(plain) - known)))
    return Rule(
        act=act,
        confidence=plain.get("confidence", 0.9),
        phrases=tuple(plain["phrases"]),
        category=plain.get("category"),
        needs=_pattern(plain.get("needs", "")),
        unless=_pattern(plain.get("unless", "(?!)")),
        unless_turn=_pattern(plain.get("unless_turn", "(?!)")),
    )


def _empty_matcher(language: Language) -> "PhraseMatcher":
    vocab = pipeline(language).vocab  # first, as it imports spaCy without torch
    from spacy.matcher import PhraseMatcher

    return PhraseMatcher(vocab)


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern over folded text; only letters outside ASCII are folded, so \\W stays \\W."""
    folded = "".join(letter if letter.isascii() else fold_text(letter) for letter in text)
    return re.compile(folded)


def _word_set(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())


def _read(language: Language, name: str) -> dict[str, Any]:
    text = (_FOLDER / language / f"{name}.yml").read_text("utf-8")
    plain = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    return cast(dict[str, Any], plain or {})
