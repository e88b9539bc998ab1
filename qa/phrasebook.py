"""The sentences of coaching cards, read from qa/phrasebook/<language>/.

A folder per register (a dialect; in English a channel) holds better wordings, by criterion or kind
of forbidden language and by situation; `at_the_end.yml` those for the last minute of a call.
`praise.yml` says why a strength was one, the most telling criterion first; `card.yml` titles and
reasons; `situations.yml` what a customer may just have said; `dialects.yml` and `gender.yml` the
words that give a dialect, or the customer's gender, away. In a wording, [square brackets] are for
the agent to fill, and (تسمح/تسمحي) is said to a man or to a woman.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from qa.acts.phrases import phrase_pattern
from qa.model import Language
from qa.normalise import fold_text

_FOLDER = Path(__file__).parent / "phrasebook"
_NEVER = re.compile(r"(?!)")
_AT_THE_END = "at_the_end"
FORMAL = {Language.AR: "msa", Language.EN: "english"}
TROUBLE = "trouble"  # any situation that weighs on the whole call
OTHER = "other"  # none of the situations

Wordings = tuple[str, ...]
BySituation = dict[str, Wordings]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a customer may have said; one that `lasts` weighs on the rest of the call."""

    name: str
    lasts: bool
    phrases: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]

    def heard_in(self, folded: str) -> bool:
        heard = any(phrase.search(folded) for phrase in self.phrases)
        return heard and not self.unless.search(folded)


@dataclass(frozen=True, slots=True)
class Register:
    """Better wordings in one dialect or channel: by criterion, then by situation."""

    wordings: dict[str, BySituation]
    at_the_end: dict[str, BySituation]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    praise: dict[str, BySituation]  # the most telling criterion first
    titles: dict[str, str]
    why: dict[str, str]
    situations: tuple[Situation, ...]  # the weightiest first
    registers: dict[str, Register]
    markers: dict[str, frozenset[str]]  # dialect -> words
    genders: dict[str, frozenset[str]]  # words one says of oneself, and `self` before them
    only_spoken: re.Pattern[str]  # what makes no sense in writing
    hints: dict[str, dict[str, str]]  # dialect -> what only coaching wants -> words for it


@cache
def load_phrasebook(language: Language) -> Phrasebook:
    card = _read(language, "card")
    return Phrasebook(
        praise=_by_situation(_read(language, "praise")),
        titles=card["titles"],
        why=card["why"],
        situations=tuple(_situations(language)),
        registers={path.name: _register(path) for path in _registers(language)},
        markers=_word_sets(language, "dialects"),
        genders=_word_sets(language, "gender"),
        only_spoken=re.compile(rf"(?<!\w)(?:{_folded(card['only_spoken'])})(?!\w)"),
        hints=_read(language, "hints"),
    )


def _situations(language: Language) -> Iterator[Situation]:
    for name, plain in _read(language, "situations").items():
        yield Situation(
            name=name,
            lasts=plain.get("lasts", False),
            phrases=tuple(phrase_pattern(phrase, language) for phrase in plain["phrases"]),
            unless=re.compile(_folded(plain["unless"])) if "unless" in plain else _NEVER,
        )


def _registers(language: Language) -> list[Path]:
    return sorted(path for path in (_FOLDER / language).iterdir() if path.is_dir())


def _register(folder: Path) -> Register:
    files = {path.stem: _by_situation(_load(path)) for path in sorted(folder.glob("*.yml"))}
    at_the_end = files.pop(_AT_THE_END, {})
    return Register(
        {key: value for part in files.values() for key, value in part.items()}, at_the_end
    )


def _by_situation(plain: dict[str, Any]) -> dict[str, BySituation]:
    return {
        key: {situation: tuple(listed) for situation, listed in wordings.items()}
        for key, wordings in plain.items()
    }


def _word_sets(language: Language, name: str) -> dict[str, frozenset[str]]:
    if language is Language.EN:  # one dialect, and verbs without gender
        return {}
    return {
        key: frozenset(fold_text(words).split()) for key, words in _read(language, name).items()
    }


def _folded(pattern: str) -> str:
    return "".join(c if c.isascii() else fold_text(c) for c in pattern)


def _read(language: Language, name: str) -> dict[str, Any]:
    return _load(_FOLDER / language / f"{name}.yml")


def _load(path: Path) -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(path.read_text("utf-8")))
