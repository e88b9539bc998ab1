"""The little language lexicons write phrases in: (a|b) are alternatives, (a|) may be left out.

A phrase becomes two things. Its anchors are the longest run of its words that has few spellings;
the PhraseMatcher finds them, whole tokens only, at no cost worth naming. Its pattern is all of it,
tried only in the lines where an anchor stands.
"""

import re
from collections.abc import Iterator
from math import prod

from qa.errors import ScorecardInvalid
from qa.model import Language
from qa.normalise import fold_text

_MOST_ANCHORS = 150  # spellings of one phrase's anchor
_CONJUNCTIONS = ("", "و", "ف")  # written onto the next word in Arabic
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
    run = max(_runs(units), key=lambda run: (len(run), prod(len(unit) for unit in run)))
    readings = {""}
    for unit in run:
        readings = {f"{reading} {word}".strip() for reading in readings for word in unit}
    return frozenset(spelling for reading in readings for spelling in _spellings(reading, language))


def phrase_pattern(phrase: str, language: Language) -> re.Pattern[str]:
    """A whole phrase as a pattern over folded text."""
    conjunction = "[وف]?" if language is Language.AR else ""
    parts = [_alternatives(unit) for unit in _units(phrase)]
    return re.compile(rf"(?<!\w){conjunction}" + "".join(parts))


def _alternatives(unit: tuple[str, ...]) -> str:
    words = sorted((word for word in unit if word), key=len, reverse=True)
    written = "|".join(re.escape(word).replace("\\ ", r"\s+").replace("'", "'?") for word in words)
    return f"(?:(?:{written}){_WORD_END})" + ("?" if "" in unit else "")


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


def _spellings(reading: str, language: Language) -> frozenset[str]:
    if language is Language.AR:
        return frozenset(conjunction + reading for conjunction in _CONJUNCTIONS)
    return frozenset({reading, reading.replace("'", "")})


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
