"""What the centre keeps, as plain frozen values; tables.py says how it is stored.

Times are UTC-aware datetimes. Ids are integers; `reference` is what people see ("C-00017").
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qa.errors import Param
from qa.model import (
    Channel,
    CoachingCard,
    Direction,
    Evaluation,
    Language,
    Transcript,
    Verdict,
)

LARGEST_ID = 2**31 - 1


def read_id(text: str) -> int | None:
    """A row's number from an address; None where no row can have it."""
    digits = text if text.isascii() and text.isdecimal() and len(text) <= 10 else "0"
    return int(digits) if 0 < int(digits) <= LARGEST_ID else None


class Role(StrEnum):
    AGENT = "agent"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class CallStatus(StrEnum):
    """The steps a call goes through; FAILED carries an error, DONE an evaluation."""

    RECEIVED = "received"
    DECODING = "decoding"
    TRANSCRIBING = "transcribing"
    JUDGING = "judging"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Team:
    team_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """A person; `team_ids` is one team for an agent, any number for reviewers and supervisors."""

    account_id: int
    username: str
    name: str  # as people write it; shown in both languages
    role: Role
    language: Language
    team_ids: tuple[int, ...] = ()
    active: bool = True
    must_change_password: bool = False
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class SignInSession:
    session_id: int
    account_id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    client: str  # browser and address, as shown in the list of sessions
    csrf_token: str
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """An audio file, kept under its content's SHA-256."""

    sha256: str
    size_bytes: int
    media_type: str  # as served to the player
    duration_s: float | None = None
    channels: int | None = None
    peaks: tuple[tuple[float, ...], ...] = ()  # per channel, 0 to 1, for the player's two lanes
    playback: str | None = None  # file name of a rendition browsers can play, where one was needed


@dataclass(frozen=True, slots=True)
class Call:
    call_id: int
    reference: str
    agent_id: int
    agent_name: str
    team_id: int
    team_name: str
    channel: Channel
    direction: Direction
    happened_at: datetime
    file_name: str  # as it was called when it was added, masked
    language: Language | None  # None until it is known
    status: CallStatus
    added_by: int | None  # None: by the machine's own command line
    added_at: datetime
    recording_sha256: str | None = None
    transcript_supplied: bool = False
    steps_done: int = 0  # "transcribing 3 of 7"
    steps_total: int = 0
    error_code: str | None = None
    error_params: dict[str, Param] = field(default_factory=dict)
    is_demonstration: bool = False
    attempt: int = 1  # counts up with every retry
    evaluation_id: int | None = None
    score: float | None = None  # 0 to 100 with the reviewer's decisions; None where nothing counted
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A reviewer's differing verdict, kept beside the engine's; in force until `ended_at`."""

    override_id: int
    criterion_id: str
    verdict: Verdict
    reason: str
    by_id: int
    by_name: str
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredEvaluation:
    """The engine's evaluation of a call, the override in force of each criterion, its release."""

    evaluation_id: int
    call_id: int
    evaluation: Evaluation  # the engine's, untouched
    created_at: datetime
    overrides: tuple[Override, ...] = ()
    released_at: datetime | None = None
    released_by: int | None = None
    released_by_name: str | None = None


@dataclass(frozen=True, slots=True)
class StoredCard:
    """The card of one released evaluation, and the agent's answer to it."""

    card_id: int
    evaluation_id: int
    call_id: int
    agent_id: int
    card: CoachingCard
    created_at: datetime
    seen_at: datetime | None = None
    acknowledged_at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    audit_id: int
    at: datetime
    actor_id: int | None  # None for the system itself
    actor_name: str
    act: str  # e.g. "call.import"; words/*/audit.yml has a sentence for each
    subject: str  # e.g. "call C-00017"
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredTranscript:
    call_id: int
    transcript: Transcript
    created_at: datetime
    supplied: bool = False  # added by a person, not heard by an engine


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What a list of calls is narrowed to; None and "" leave a part open."""

    team_id: int | None = None
    agent_id: int | None = None
    status: CallStatus | None = None
    language: Language | None = None
    released: bool | None = None
    text: str = ""  # in the reference, the file's name or the agent's
