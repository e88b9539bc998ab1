"""The libraries: hunspell for both languages, Harper for English; only the child loads them."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from training_modules.spelling.lists import Word, bare, is_dialect, is_own, own_words, words_of

Found = dict[str, Any]

ARABIC = Path(__file__).parent / "dictionaries" / "ar"
MOST_FOUND = 60
MOST_SUGGESTED = 5
# No word is that long; the libraries take such runs for one and run out of memory.
_LONGER = re.compile(r"\S{61,}")
_DATIVE = re.compile("ل(?:ك|ي|و|ه|ها|نا|كم|هم)$")
_ALIKE = str.maketrans("أإآةىئؤ", "اااهييو")
_SPELLING = frozenset({"Spelling", "Typo"})
# What a customer would stumble over; matters of taste belong to the house style.
_GRAMMAR = frozenset(
    {"Agreement", "BoundaryError", "Capitalization", "Eggcorn", "Grammar", "Malapropism",
     "Nonstandard", "Repetition", "Usage", "WordChoice"}
)  # fmt: skip
_AMERICAN = (("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("our", "or"), ("tre", "ter"),
             ("lled", "led"), ("lling", "ling"), ("ogue", "og"), ("ence", "ense"))  # fmt: skip


def check(text: str, language: str, known: Iterable[str], english: str) -> list[Found]:
    """What is misspelt, and in English what is no good grammar, in the order of the text."""
    text = _LONGER.sub(lambda found: " " * len(found.group()), text)
    names = frozenset(word.bare.lower() for name in known for word in words_of(name, language))
    if language == "ar":
        found = list(_check_arabic(text, names))
    elif harper_is_here():
        found = list(_check_with_harper(text, names, english))
    else:
        found = list(_check_english(text, names, english))
    return sorted(found, key=lambda one: one["start"])[:MOST_FOUND]


def ready(language: str, english: str) -> str:
    """Load what a check of this language needs; its name."""
    if language == "ar":
        arabic()
        return "hunspell"
    if harper_is_here():
        linter(english)
        return "harper"
    american()
    return "hunspell"


def suggest(word: str, language: str, english: str) -> list[str]:
    """Likely words in its place; none for a dialect's, which is not misspelt."""
    if language == "ar":
        return [] if _is_dialect(word) else _suggest_arabic(bare(word))
    if harper_is_here():
        better = (better for lint in linter(english).lint(word) for better in _better(lint, word))
        return list(dict.fromkeys(better))[:MOST_SUGGESTED]
    return list(american().suggest(word))[:MOST_SUGGESTED]


def _is_dialect(word: str) -> bool:
    short = len(bare(word)) < 2
    return short or is_dialect(word) or _is_spoken(bare(word), arabic().spell)


def _suggest_arabic(word: str) -> list[str]:
    """The same letters with another hamza, ta marbuta or ya first: the likeliest slips."""
    others = [other for other in arabic().suggest(word) if other != word]
    return sorted(others, key=lambda other: _skeleton(other) != _skeleton(word))[:MOST_SUGGESTED]


def _skeleton(word: str) -> str:
    return word.translate(_ALIKE)


def _check_arabic(text: str, names: frozenset[str]) -> Iterator[Found]:
    spell = arabic().spell
    for word in words_of(text, "ar"):
        if len(word.bare) < 2 or word.bare == "ال" or word.bare in names or spell(word.bare):
            continue
        if not (is_dialect(word.text) or is_own(word.text, "ar") or _is_spoken(word.bare, spell)):
            yield _found(word.start, word.end, word.text)


def _is_spoken(word: str, spell: Callable[[str], bool]) -> bool:
    """A verb as dialects build it from a standard one: هراجع، وهبعتلك، منراجع، كيقلق، ينفعش."""
    if word[0] in "وف" and len(word) > 4:
        word = word[1:]
    if word.endswith("ش") and len(word) > 4:
        stem = word[:-1].removeprefix("ما").removeprefix("م")
        return spell(stem) or spell(stem.removesuffix("ي")) or _is_spoken_verb(stem, spell)
    stem = _DATIVE.sub("", word)
    return _is_spoken_verb(word, spell) or (len(stem) > 3 and _is_spoken_verb(stem, spell))


def _is_spoken_verb(word: str, spell: Callable[[str], bool]) -> bool:
    first, rest = word[0], word[1:]
    if rest[:1] in ("ي", "ت", "ن") and first in "هحبكم":
        return spell(rest)
    return first in "هح" and spell("أ" + rest)


def _check_with_harper(text: str, names: frozenset[str], english: str) -> Iterator[Found]:
    for lint in linter(english).lint(text, language="plaintext"):
        start, end, quote = lint.span.start, lint.span.end, lint.problem_text
        if lint.lint_kind in _SPELLING and not _is_name(text, start, quote, names):
            yield _found(start, end, quote)
        elif lint.lint_kind in _GRAMMAR and not _is_taste(lint.lint_kind, quote):
            yield _found(start, end, quote, lint.lint_kind.lower(), _wordings(lint, quote))


def _is_taste(kind: str, quote: str) -> bool:
    """Names with a capital (Al Zahrani), and other words offered, but for "could of"."""
    if kind == "Capitalization":
        return not quote.islower()
    return kind == "WordChoice" and not quote.lower().endswith(" of")


def _check_english(text: str, names: frozenset[str], english: str) -> Iterator[Found]:
    for word in words_of(text, "en"):
        if len(word.text) == 1 or _is_name(text, word.start, word.text, names):
            continue
        if not _spelt_well(word, english) and not is_own(word.text, "en"):
            yield _found(word.start, word.end, word.text)


def _spelt_well(word: Word, english: str) -> bool:
    """The dictionary is American: British forms are looked up in their American ones."""
    plain = word.text.replace("\u2019", "'")
    if american().spell(plain):
        return True
    forms = (plain.replace(british, other) for british, other in _AMERICAN if british in plain)
    return english == "british" and any(american().spell(form) for form in forms)


def _is_name(text: str, start: int, quote: str, names: frozenset[str]) -> bool:
    """A name we know, figures and abbreviations, or a capital where no sentence begins."""
    if quote.lower() in names or not (quote.islower() or quote.istitle()):
        return True
    before = text[:start].rstrip(" \t\u200e\u200f\"'\u201c(")
    line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    begins = not before or before[-1] in ".!?\n:"
    spoken_to = text[start + len(quote) :][:1] == ","  # "Sanaa, I am sorry"
    return quote.istitle() and (not begins or spoken_to or len(line.split()) <= 5)


def _wordings(lint: Any, quote: str) -> list[str]:
    return list(dict.fromkeys(_better(lint, quote)))


def _better(lint: Any, quote: str) -> Iterator[str]:
    """Whole wordings for the place of the quote."""
    for suggestion in lint.suggestions[:MOST_SUGGESTED]:
        kind = suggestion.kind.name
        if kind == "REPLACE":
            yield suggestion.replacement_text
        elif kind == "INSERT_AFTER":
            yield quote + suggestion.replacement_text


def _found(
    start: int, end: int, word: str, rule: str = "", better: list[str] | None = None
) -> Found:
    place = {"start": start, "end": end, "word": word}
    return {
        **place,
        "kind": "grammar" if rule else "spelling",
        "rule": rule,
        "better": better or [],
    }


@cache
def arabic() -> Any:
    from hunspell import Hunspell

    return Hunspell("ar", hunspell_data_dir=str(ARABIC))


@cache
def american() -> Any:
    """The dictionary that comes with the library (SCOWL)."""
    from hunspell import Hunspell

    return Hunspell("en_US")


@cache
def harper_is_here() -> bool:
    try:
        import harper  # noqa: F401
    except ImportError:
        return False
    return True


@cache
def linter(english: str) -> Any:
    from harper import Dialect, Linter

    made = Linter(Dialect.AMERICAN if english == "american" else Dialect.BRITISH)
    made.import_words(sorted(own_words("en")))
    # The first unknown word builds an index of near ones, a second's work: not during a reply.
    made.lint("Abdelnour")
    return made
