"""The engine's words: what a call says, what was found, what was decided, what the agent gets.

Offsets are Python code points into `Segment.text`; times are seconds from the recording's start.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Speaker(StrEnum):
    AGENT = "agent"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Language(StrEnum):
    AR = "ar"
    EN = "en"


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    UNSURE = "unsure"


class Act(StrEnum):
    """What can be heard in a call: acts as the evaluation set names them, cues, hints."""

    SALUTATION = "salutation"
    COMPANY = "company"
    AGENT_NAME = "agent_name"
    OFFER_HELP = "offer_help"
    VERIFICATION = "verification"
    EMPATHY = "empathy"
    FORBIDDEN = "forbidden"
    HOLD = "hold"
    SUMMARY = "summary"
    ANYTHING_ELSE = "anything_else"
    THANKS = "thanks"
    FAREWELL = "farewell"
    TROUBLE = "trouble"  # the customer voices harm, worry or anger
    ACCOUNT_FACT = "account_fact"  # the agent speaks a detail of the account
    CUT_OFF = "cut_off"  # the line breaks; the customer asks whether anybody is there
    TURNED = "turned"  # marks that turn the direction: it is read otherwise than it is written
    OPEN_QUESTION = "open_question"  # from here on for coaching; qa.hints alone finds them
    REFLECTING = "reflecting"  # what the customer told, said back
    SIGNPOSTING = "signposting"  # what comes now
    NEXT_STEP = "next_step"  # what follows, who does it and when
    CHECKING = "checking"  # whether both have understood
    ESCALATION = "escalation"  # somebody who can do more is brought in


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch by one speaker; times are None where the source gave none."""

    index: int
    speaker: Speaker
    text: str
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None  # mean word probability, 0 to 1
    speaker_confidence: float | None = None  # of an inferred speaker; None where it was given


@dataclass(frozen=True, slots=True)
class Transcript:
    """All segments of one call, in order of time."""

    segments: tuple[Segment, ...]
    language: Language
    channel: Channel = Channel.VOICE
    engine: str = "supplied"  # "supplied" or e.g. "openai-whisper small"
    notes: tuple[str, ...] = ()  # codes such as "false_stereo", "dead_channel", "speakers_unknown"

    @property
    def word_count(self) -> int:
        return sum(len(segment.text.split()) for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Finding:
    """One act found at one place: `quote == segments[segment].text[start:end]`.

    `decided` is False where the engine would rather ask a person, `likely` where it is less
    likely than not and only a reason to ask; `layers` names which heard it: "rule", "learned";
    `reason` is a key of words/*/reasons.yml.
    """

    act: Act
    segment: int
    start: int
    end: int
    quote: str
    confidence: float
    decided: bool = True
    category: str | None = None  # forbidden: insult, blame, refusal, …; hold: good, bad
    reason: str = ""
    likely: bool = True
    layers: tuple[str, ...] = ("rule",)
    own_phrase: int | None = None  # the number of the centre's own phrase that it is


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted, playable moment."""

    segment: int
    start: int
    end: int
    quote: str
    speaker: Speaker
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One weighted line of the scorecard; `title`, `guidance` and `why` are keyed by language."""

    criterion_id: str
    section: str
    weight: int
    skill_id: str
    title: dict[str, str]
    guidance: dict[str, str]
    why: dict[str, str]
    check: str  # the name of a check in qa.checks
    auto_fail: bool = False


@dataclass(frozen=True, slots=True)
class Scorecard:
    name: str
    version: int
    title: dict[str, str]
    sections: dict[str, dict[str, str]]  # section id -> language -> title
    criteria: tuple[Criterion, ...]

    def criterion(self, criterion_id: str) -> Criterion:
        return next(c for c in self.criteria if c.criterion_id == criterion_id)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What was decided on one criterion, why, and on what evidence.

    `confidence` (0 to 1) is the engine's; None where a person decided. `reason` is a key of
    words/*/reasons.yml with `reason_params`.
    """

    criterion: Criterion
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    reason: str = ""
    reason_params: dict[str, str] = field(default_factory=dict)
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """`earned` of `possible` points; both count MET and NOT_MET only.

    `unsure` and `not_applicable` are the weights left out; values are None where nothing counted.
    """

    earned: int
    possible: int
    unsure: int = 0
    not_applicable: int = 0
    auto_failed_by: tuple[str, ...] = ()  # criterion ids

    @property
    def without_auto_fail(self) -> Fraction | None:
        return Fraction(100 * self.earned, self.possible) if self.possible else None

    @property
    def value(self) -> Fraction | None:
        return Fraction(0) if self.auto_failed_by else self.without_auto_fail

    @property
    def lowest(self) -> Fraction | None:
        """The score if every unsure criterion were decided against the agent."""
        total = self.possible + self.unsure
        return Fraction(100 * self.earned, total) if total else None

    @property
    def highest(self) -> Fraction | None:
        """The score if every unsure criterion were decided for the agent."""
        total = self.possible + self.unsure
        return Fraction(100 * (self.earned + self.unsure), total) if total else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All results of one call under one scorecard version."""

    scorecard: Scorecard
    engine_version: str
    language: Language
    results: tuple[CriterionResult, ...]
    score: Score
    findings: tuple[Finding, ...] = ()
    phrases_version: int = 0  # of the centre's own phrases that were in force


@dataclass(frozen=True, slots=True)
class Strength:
    """What went well: the criterion, its quote, and why that was good (in the call's language)."""

    criterion_id: str
    skill_id: str
    evidence: Evidence
    praise: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The one thing to work on: the moment, better words in the call's own register, and why.

    `customer_said` and `agent_said` are None where no such moment exists (a missing closing).
    """

    criterion_id: str
    skill_id: str
    title: str
    try_saying: str
    why: str
    customer_said: Evidence | None = None
    agent_said: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """An act that coaching likes to hear, at the moment it was heard; it never scores."""

    act: Act
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CoachingCard:
    """What the agent gets from one evaluation; texts are in the call's language and register.

    `worth_trying` is an act that was not heard, with words for it: an idea, not a fault.
    """

    language: Language
    dialect: str  # msa, egyptian, gulf, levantine, maghrebi, or english
    strengths: tuple[Strength, ...]
    focus: Focus | None
    also_heard: tuple[Hint, ...] = ()
    worth_trying: Act | None = None
    worth_saying: str = ""
