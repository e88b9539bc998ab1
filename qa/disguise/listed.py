"""The words that are looked for in disguise, by the skeletons their disguises have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, cast

import yaml

from qa.acts.phrases import expand
from qa.disguise.letters import latin_class, runs, squeezed, without_dots
from qa.model import Language
from qa.normalise import fold_text

_FILE = Path(__file__).parent / "words.yml"
_CLITICS = ("", "و", "ف", "ال", "وال", "فال", "ب", "ل", "ك")
_ADDRESSED = ("يا", "ويا")  # written onto the word, and told apart again
_LATIN_CLITICS = ("", "el", "al", "el-", "al-")
_SHORTEST_TORN = 4  # letters; shorter words are torn by every second line

Runs = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A word in its plain form; `alone` says whether it needs nothing around it."""

    plain: str
    category: str
    alone: bool


class Index:
    """Words by skeleton; a disguise repeats letters but leaves none of a double one out."""

    def __init__(self, words: Iterable[tuple[str, Listed]]) -> None:
        self._by_letters: dict[str, list[tuple[Runs, Listed]]] = {}
        for skeleton, listed in words:
            self._by_letters.setdefault(squeezed(skeleton), []).append((runs(skeleton), listed))

    def find(self, skeleton: str) -> Listed | None:
        alike = self._by_letters.get(squeezed(skeleton))
        if alike is None:
            return None
        counts = runs(skeleton)
        fits = (
            listed
            for least, listed in alike
            if all(has >= needs for has, needs in zip(counts, least, strict=True))
        )
        return next(fits, None)


@dataclass(frozen=True, slots=True)
class Words:
    """All that is looked for; `plain` are the words themselves, `torn` those in pieces."""

    plain: Mapping[str, Listed]
    spelled: Mapping[str, Listed]
    latin: Index
    arabic: Index
    dotless: Index
    arabizi: Index
    torn: Mapping[str, Listed]
    torn_heads: frozenset[str]
    torn_pieces: frozenset[str]
    address: Mapping[str, str]
    innocent: frozenset[str]


@cache
def load_words() -> Words:
    """Read once."""
    data = cast(dict[str, Any], yaml.safe_load(_FILE.read_text("utf-8")))
    arabic, english = dict(_forms(data["ar"])), _listed(data["en"])
    spelled = {written: english[word] for written, word in data["spelled"].items()}
    known = _folded(data["pieces"][Language.AR]) | _folded(data["pieces"][Language.EN])
    torn = _torn({**_listed(data["ar"]), **english}, known)
    return Words(
        plain={**arabic, **english},
        spelled=spelled,
        latin=Index((latin_class(word), listed) for word, listed in english.items()),
        arabic=Index(arabic.items()),
        dotless=Index((without_dots(word), listed) for word, listed in arabic.items()),
        arabizi=Index(_arabizi(data["latin"], _listed(data["ar"]))),
        torn=torn,
        torn_heads=frozenset(pieces.split()[0] for pieces in torn),
        torn_pieces=frozenset(" ".join(torn).split()) - known,
        address={said: fold_text(word) for said, word in data["address"].items()},
        innocent=frozenset(data["innocent"]),
    )


def _listed(data: Mapping[str, Mapping[str, str]]) -> dict[str, Listed]:
    return {
        fold_text(word): Listed(fold_text(word), category, place == "alone")
        for place, categories in data.items()
        for category, words in categories.items()
        for word in words.split()
    }


def _forms(data: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Listed]]:
    """Each Arabic word as it is written with the particles that melt into it."""
    for word, listed in _listed(data).items():
        for clitic in _CLITICS:
            yield clitic + word, Listed(clitic + word, listed.category, listed.alone)
        for call in _ADDRESSED:
            yield call + word, Listed(f"{call} {word}", listed.category, listed.alone)


def _arabizi(data: Mapping[str, str], arabic: Mapping[str, Listed]) -> Iterator[tuple[str, Listed]]:
    for word, spellings in data.items():
        listed = arabic[fold_text(word)]
        called = Listed(f"يا {listed.plain}", listed.category, listed.alone)
        for spelling in expand(spellings):
            yield from ((clitic + spelling, listed) for clitic in _LATIN_CLITICS)
            yield f"ya{spelling}", called


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())


def _torn(words: Mapping[str, Listed], known: frozenset[str]) -> dict[str, Listed]:
    """Each word in two or three pieces of which at least one is no word of its own."""
    return {
        " ".join(parts): listed
        for word, listed in words.items()
        if len(word) >= _SHORTEST_TORN or not word.isascii()
        for parts in _parts(word)
        if not known.issuperset(parts)
    }


def _parts(word: str) -> Iterator[tuple[str, ...]]:
    for cuts in (1, 2):
        for places in combinations(range(1, len(word)), cuts):
            edges = (0, *places, len(word))
            yield tuple(word[a:b] for a, b in pairwise(edges))
