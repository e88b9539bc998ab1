"""The sentences of coaching cards, read from qa/phrasebook/<language>/*.yml.

`card.yml` holds praise, titles and reasons; `moments.yml` patterns of what a customer had just
said; one file per dialect better wordings, by criterion (or kind of forbidden language), where it
matters also by moment; `dialects.yml` words that give a dialect away.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from qa.model import Language
from qa.normalise import fold_text

_FOLDER = Path(__file__).parent / "phrasebook"
FORMAL = {Language.AR: "msa", Language.EN: "english"}
OTHER = "other"  # the moment that none of the patterns tells

Wordings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    praise: dict[str, Wordings]
    titles: dict[str, str]
    why: dict[str, str]
    moments: dict[str, re.Pattern[str]]
    better: dict[str, dict[str, dict[str, Wordings]]]  # dialect -> key -> moment -> wordings
    markers: dict[str, frozenset[str]]  # dialect -> words


@cache
def load_phrasebook(language: Language) -> Phrasebook:
    card = _read(language, "card")
    return Phrasebook(
        praise={key: tuple(wordings) for key, wordings in card["praise"].items()},
        titles=card["titles"],
        why=card["why"],
        moments={key: _pattern(text) for key, text in _read(language, "moments").items()},
        better={dialect: _better(language, dialect) for dialect in dialects(language)},
        markers=_markers(language),
    )


def dialects(language: Language) -> tuple[str, ...]:
    """The dialects wordings are written in."""
    about_all = {"card", "moments", "dialects"}
    return tuple(sorted({path.stem for path in (_FOLDER / language).glob("*.yml")} - about_all))


def _better(language: Language, dialect: str) -> dict[str, dict[str, Wordings]]:
    return {key: _by_moment(value) for key, value in _read(language, dialect).items()}


def _by_moment(wordings: list[str] | dict[str, list[str]]) -> dict[str, Wordings]:
    if isinstance(wordings, list):
        return {OTHER: tuple(wordings)}
    return {moment: tuple(listed) for moment, listed in wordings.items()}


def _markers(language: Language) -> dict[str, frozenset[str]]:
    if language is Language.EN:
        return {}
    listed = _read(language, "dialects")
    return {dialect: frozenset(fold_text(words).split()) for dialect, words in listed.items()}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(c if c.isascii() else fold_text(c) for c in text))


def _read(language: Language, name: str) -> dict[str, Any]:
    return cast(
        dict[str, Any], yaml.safe_load((_FOLDER / language / f"{name}.yml").read_text("utf-8"))
    )
