"""The little language lexicons write phrases in: (a|b) are alternatives, (a|) may be left out.

A phrase becomes two things. Its anchors are the longest run of its words that has few spellings;
the PhraseMatcher finds them, whole tokens only, at no cost worth naming. Its pattern is all of it,
tried only in the lines where an anchor stands.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import prod

from qa.errors import ScorecardInvalid
from qa.model import Language
from qa.normalise import fold_text

_MOST_ANCHORS = 150  # spellings of one phrase's anchor
_CLITICS = "[وف]?[بلكس]?"  # written onto the next word in Arabic
_SHORTEST_STEM = 3  # letters a word keeps when a clitic is taken off
_WORD_END = r"(?!\w)\s*"


def expand(phrase: str) -> Iterator[str]:
    """Every reading of a phrase with its alternatives, which may hold alternatives again."""
    return (" ".join(reading.split()) for reading in _readings(phrase))


def _readings(phrase: str) -> Iterator[str]:
    start = phrase.find("(")
    if start < 0:
        yield phrase
        return
    end = _end_of_group(phrase, start)
    for choice in _cut(phrase[start + 1 : end], "|"):
        for inner in _readings(choice):
            yield from _readings(f"{phrase[:start]}{inner}{phrase[end + 1 :]}")


def anchors(phrase: str, language: Language) -> frozenset[str]:
    """The spellings of the part of a phrase that picks the lines worth a closer look."""
    units = _units(phrase)
    run = max(_runs(units), key=_rarity)
    readings = {""}
    for unit in run:
        readings = {f"{reading} {word}".strip() for reading in readings for word in unit}
    if language is Language.AR:
        return frozenset(readings)
    return frozenset(readings | {reading.replace("'", "") for reading in readings})


def phrase_pattern(phrase: str, language: Language) -> re.Pattern[str]:
    """A whole phrase as a pattern over folded text; its first word may carry clitics."""
    first, *rest = _units(phrase)
    written = _alternatives(first, clitics=language is Language.AR)
    return re.compile(r"(?<!\w)" + written + "".join(_alternatives(unit) for unit in rest))


@lru_cache(maxsize=20_000)
def without_clitics(word: str, known: frozenset[str]) -> str:
    """An Arabic word as an anchor has it: without و ف ب ل ك س where that makes it a known one."""
    if word in known:
        return word
    for stem in _stems(word):
        if stem in known:
            return stem
    return word


def _stems(word: str) -> Iterator[str]:
    bare = word[1:] if word[0] in "وف" else word
    yield bare
    if len(bare) > _SHORTEST_STEM and bare[0] in "بلكس":
        yield bare[1:]
    if bare.startswith("لل"):
        yield "ا" + bare[1:]


def _alternatives(unit: tuple[str, ...], *, clitics: bool = False) -> str:
    words = sorted((word for word in unit if word), key=len, reverse=True)
    written = _with_clitics(words) if clitics else _any_of(words)
    return f"(?:(?:{written}){_WORD_END})" + ("?" if "" in unit else "")


def _with_clitics(words: list[str]) -> str:
    """The words as one pattern: short ones take a conjunction alone, ل and ال melt into لل."""
    short = [word for word in words if len(word.split()[0]) < _SHORTEST_STEM]
    definite = [word[2:] for word in words if word.startswith("ال") and word not in short]
    others = [word for word in words if word not in short and not word.startswith("ال")]
    kinds = (("[وف]?", short), (f"(?:{_CLITICS}ال|[وف]?لل)", definite), (_CLITICS, others))
    return "|".join(f"{clitics}(?:{_any_of(kind)})" for clitics, kind in kinds if kind)


def _any_of(words: list[str]) -> str:
    return "|".join(_written(word) for word in words)


def _written(word: str) -> str:
    return re.escape(word).replace("\\ ", r"\s+").replace("'", "'?")


def _units(phrase: str) -> list[tuple[str, ...]]:
    """The readings of each word or group of a phrase, folded."""
    parts = [part for part in _cut(phrase, " ") if part]
    return [tuple(dict.fromkeys(fold_text(reading) for reading in expand(part))) for part in parts]


def _runs(units: list[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Neighbouring units, none of which may be left out, with few enough spellings together."""
    for start in range(len(units)):
        for end in range(start + 1, len(units) + 1):
            run = units[start:end]
            few = end - start == 1 or prod(len(unit) for unit in run) <= _MOST_ANCHORS
            if few and all("" not in unit for unit in run):
                yield run


def _rarity(run: list[tuple[str, ...]]) -> int:
    """Longer words are rarer, so they send fewer lines to the closer look."""
    return sum(min(len(word) for word in unit) for unit in run)


def _end_of_group(phrase: str, start: int) -> int:
    depth = 0
    for index in range(start, len(phrase)):
        depth += (phrase[index] == "(") - (phrase[index] == ")")
        if depth == 0:
            return index
    raise ScorecardInvalid(name=phrase, field="phrases")


def _cut(text: str, separator: str) -> list[str]:
    """The parts between separators that stand in no group."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
