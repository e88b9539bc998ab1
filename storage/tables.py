"""How the centre's records lie in the database; the names are those of records.py."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = dict[str, object]  # what json.loads gives for an object

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; SQLite keeps no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime, Json: JSON}  # noqa: RUF012 - SQLAlchemy's own name


class TeamRow(Base):
    __tablename__ = "teams"
    team_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)


class AccountRow(Base):
    """`password_hash` is None for who signs in another way (the demonstration's people)."""

    __tablename__ = "accounts"
    account_id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), index=True)
    language: Mapped[str] = mapped_column(String(2))
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None] = mapped_column(String(300))
    password_expires_at: Mapped[datetime | None]
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class AccountTeamRow(Base):
    __tablename__ = "account_teams"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.team_id"), primary_key=True, index=True)


class SessionRow(Base):
    __tablename__ = "sessions"
    session_id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    client: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(64))
    csrf_token: Mapped[str] = mapped_column(String(64))
    revoked_at: Mapped[datetime | None]


class ThrottleRow(Base):
    """Failed sign-ins under one key; the key is hashed, for people type passwords as names."""

    __tablename__ = "throttle"
    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime] = mapped_column(index=True)


class RecordingRow(Base):
    __tablename__ = "recordings"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size_bytes: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    duration_s: Mapped[float | None]
    channels: Mapped[int | None]
    peaks: Mapped[list[list[float]]] = mapped_column(JSON, default=list)
    playback: Mapped[str | None] = mapped_column(String(200))


class CallRow(Base):
    """The same bytes are one call within a team; ids are never used again."""

    __tablename__ = "calls"
    call_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.team_id"))
    channel: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(10))
    happened_at: Mapped[datetime]
    file_name: Mapped[str] = mapped_column(String(300))
    search_text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(20))
    added_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_id"))
    added_at: Mapped[datetime]
    recording_sha256: Mapped[str | None] = mapped_column(
        ForeignKey("recordings.sha256"), index=True
    )
    transcript_sha256: Mapped[str | None] = mapped_column(String(64))
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_params: Mapped[Json] = mapped_column(default=dict)
    attempt: Mapped[int] = mapped_column(default=1)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        UniqueConstraint("team_id", "recording_sha256"),
        UniqueConstraint("team_id", "transcript_sha256"),
        Index(None, "team_id", "happened_at", "call_id"),
        Index(None, "agent_id", "happened_at", "call_id"),
        Index(None, "status", "team_id"),
        {"sqlite_autoincrement": True},
    )


class TranscriptRow(Base):
    """Masked before it came here; deleted with its call."""

    __tablename__ = "transcripts"
    call_id: Mapped[int] = mapped_column(
        ForeignKey("calls.call_id", ondelete="CASCADE"), primary_key=True
    )
    supplied: Mapped[bool]
    created_at: Mapped[datetime]
    body: Mapped[Json]  # last: SQLite reads a row up to what it needs


class EvaluationRow(Base):
    """One per call; `body` is the engine's, `score` follows the overrides.

    Judged anew, what it was goes to past_evaluations.
    """

    __tablename__ = "evaluations"
    evaluation_id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(
        ForeignKey("calls.call_id", ondelete="CASCADE"), unique=True
    )
    score: Mapped[float | None]
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_id"))
    body: Mapped[Json]  # last: SQLite reads a row up to what it needs
    __table_args__ = (
        Index(None, "call_id", "released_at"),
        Index(None, "released_at", "call_id", "score"),
        {"sqlite_autoincrement": True},
    )


class PastEvaluationRow(Base):
    """What an evaluation and its transcript were before a reviewer put the speakers right."""

    __tablename__ = "past_evaluations"
    past_id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(
        ForeignKey("evaluations.evaluation_id", ondelete="CASCADE"), index=True
    )
    score: Mapped[float | None]
    created_at: Mapped[datetime]
    replaced_at: Mapped[datetime]
    replaced_by: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"))
    transcript: Mapped[Json]
    body: Mapped[Json]
    __table_args__ = ({"sqlite_autoincrement": True},)


class OverrideRow(Base):
    """Rows are never changed but for `ended_at`; at most one is in force per criterion."""

    __tablename__ = "overrides"
    override_id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(
        ForeignKey("evaluations.evaluation_id", ondelete="CASCADE"), index=True
    )
    criterion_id: Mapped[str] = mapped_column(String(100))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_overrides_in_force",
            "evaluation_id",
            "criterion_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class CardRow(Base):
    """Exists while its evaluation is released."""

    __tablename__ = "cards"
    card_id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(
        ForeignKey("evaluations.evaluation_id", ondelete="CASCADE"), unique=True
    )
    call_id: Mapped[int] = mapped_column(
        ForeignKey("calls.call_id", ondelete="CASCADE"), unique=True
    )
    agent_id: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[Json]  # last: SQLite reads a row up to what it needs
    __table_args__ = ({"sqlite_autoincrement": True},)


class AuditRow(Base):
    """Only ever added to: triggers refuse any change (migrations/versions/0001)."""

    __tablename__ = "audit"
    audit_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[Json] = mapped_column(default=dict)
    __table_args__ = (
        Index(None, "subject", "act", "actor_id"),
        {"sqlite_autoincrement": True},
    )


class HeartbeatRow(Base):
    """One worker process; it lives until `ended` says how it went ("left" or "reaped")."""

    __tablename__ = "worker_heartbeats"
    executor_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(default=func.now(), onupdate=func.now())
    beats: Mapped[int] = mapped_column(default=0)
    ended: Mapped[str | None] = mapped_column(String(10))


class TakeoverRow(Base):
    """One job taken over from one ended worker, and by which."""

    __tablename__ = "takeovers"
    workflow_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    executor_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    by: Mapped[str] = mapped_column(String(100))
