"""Why a verdict is what it is, as values: places with what spoke for and against, what-ifs.

Offsets are code points of the segment's text, as everywhere in the engine.
"""

from dataclasses import dataclass
from enum import StrEnum

from qa.model import Act, CriterionResult, Evidence, Verdict

Span = tuple[int, int]


class Layer(StrEnum):
    """What heard an act: a listed phrase, the place of words, another rule, learned examples."""

    PHRASE = "phrase"
    OWN = "own"  # a phrase of the centre's own list
    PLACE = "place"
    RULE = "rule"
    LEARNED = "learned"


class Scope(StrEnum):
    """Where a criterion is looked for."""

    OPENING = "opening"
    CLOSING = "closing"
    AGENT = "agent"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Against:
    """What takes a place back or casts doubt on it; `words` are those of the call that do it."""

    code: str  # a key of words/*/explain.yml: "explain.against_<code>"
    words: str = ""


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of the quote and what it weighs, in log-odds; above 0 it speaks for the act."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Example:
    """A line of the bank that is near: marked as the act, or as none."""

    text: str
    is_act: bool
    dialect: str
    common: tuple[Span, ...]  # its words that the quote has as well


@dataclass(frozen=True, slots=True)
class Place:
    """One place that was heard as an act, or that came near it.

    `confidence` is None where the act was ruled out and not weighed; `needed` is what it takes to
    count without a person.
    """

    act: Act
    category: str | None
    evidence: Evidence
    decided: bool
    needed: float
    confidence: float | None = None
    layers: tuple[Layer, ...] = ()
    phrases: tuple[Span, ...] = ()
    words: tuple[WordWeight, ...] = ()
    examples: tuple[Example, ...] = ()
    against: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """Where the act was looked for: the numbers of the segments."""

    scope: Scope
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would have made another verdict, tried out on the engine's own decision."""

    code: str  # a key of words/*/explain.yml: "explain.if_<code>"
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """One verdict of today's engine, what it rests on, what came near, what would change it.

    `doubt` is the reason why nothing may be concluded from silence here, empty where it may.
    """

    result: CriterionResult
    looked: Looked
    places: tuple[Place, ...]
    near: tuple[Place, ...]
    changes: tuple[Change, ...]
    doubt: str = ""
