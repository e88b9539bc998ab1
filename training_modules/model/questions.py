"""Questions of eight types; every choice carries its explanation."""

from dataclasses import dataclass
from typing import Literal

from training_modules.model.texts import Channel, Dialect, Level, Phrases, Text, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What all questions share; `context` is a customer's line or a situation."""

    id: str
    skill: str
    stem: Text
    level: Level
    difficulty: Literal[1, 2, 3]
    source: str
    criteria: tuple[str, ...] = ()
    lesson: str | None = None
    context: Text | None = None
    channel: Channel | None = None
    dialect: Dialect = "msa"
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    text: Text
    why: Text
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Asked):
    """Exactly one right option."""

    type: Literal["single"]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Asked):
    """At least two right options and one wrong."""

    type: Literal["multiple"]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Asked):
    """`why_true` and `why_false` explain each choice, right or wrong."""

    type: Literal["true_false"]
    answer: bool
    why_true: Text
    why_false: Text


@dataclass(frozen=True, slots=True)
class Step:
    text: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Asked):
    """`steps` stand in the right order."""

    type: Literal["ordering"]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    left: Text
    right: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Asked):
    """Every `left` has its own `right`; right sides all differ."""

    type: Literal["matching"]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class NumericSlip:
    """A likely wrong number, and what led to it."""

    value: float
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Asked):
    type: Literal["numeric"]
    answer: float
    why: Text
    slips: tuple[NumericSlip, ...]
    tolerance: float = 0.0
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class TextSlip:
    """Likely wrong words, and what is wrong with them."""

    accept: Phrases
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Asked):
    """Right when the folded answer is, or contains as whole words, one of `accept`.

    Where `spelling` is asked, letters must stand as written, hamzas and apostrophes too.
    """

    type: Literal["short_text"]
    accept: Phrases
    why: Text
    slips: tuple[TextSlip, ...]
    spelling: bool = False


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A line of a transcript; agent lines can be chosen, each has its explanation."""

    who: Who
    text: Text
    why: Text | None = None
    fault: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Asked):
    """Spot the problem: the lines of a transcript that carry a fault."""

    type: Literal["spot"]
    lines: tuple[SpotLine, ...]


Question = Single | Multiple | TrueFalse | Ordering | Matching | Numeric | ShortText | Spot
