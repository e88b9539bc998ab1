"""How learning lies in the database: published modules, attempts, runs, drafts, evidence."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base, Json

AUTOINCREMENT = {"sqlite_autoincrement": True}
PERSON = "accounts.account_id"


class PublishedModuleRow(Base):
    """A module as it was published; `version` is the hash of `body`, which never changes.

    The newest row of a module that is not retired is the one people start.
    """

    __tablename__ = "published_modules"
    publication_id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(String(64), default="")  # digest of the files it came from
    body: Mapped[Json]
    __table_args__ = (Index(None, "module_id", "version"), AUTOINCREMENT)


class AttemptRow(Base):
    """One quiz taken once; `drawn` lists its question ids in order, of that module version."""

    __tablename__ = "attempts"
    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    module_id: Mapped[str] = mapped_column(String(60))
    module_version: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(10))  # learn, practise, certify
    language: Mapped[str] = mapped_column(String(2))
    seed: Mapped[int]
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    score: Mapped[float | None]  # 0 to 100
    passed: Mapped[bool | None]
    drawn: Mapped[list[str]] = mapped_column(JSON)
    __table_args__ = (
        Index(None, "agent_id", "module_id", "mode", "submitted_at"),
        # one running attempt per person, module and mode: two tabs share it
        Index(
            "uq_attempts_running",
            "agent_id",
            "module_id",
            "mode",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        AUTOINCREMENT,
    )


class AnswerRow(Base):
    """Only ever added to; a position of an attempt is answered once."""

    __tablename__ = "answers"
    answer_id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.attempt_id"))
    position: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(100), index=True)
    question_version: Mapped[str] = mapped_column(String(64))
    share: Mapped[float]  # 0 to 1 of the question's point
    milliseconds: Mapped[int]
    answered_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(2))
    answer: Mapped[Json]
    __table_args__ = (UniqueConstraint("attempt_id", "position"), AUTOINCREMENT)


class LessonReadRow(Base):
    """A lesson gone through to its end; once per lesson."""

    __tablename__ = "lesson_reads"
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    module_id: Mapped[str] = mapped_column(String(60))
    module_version: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime]


class ReviewCardRow(Base):
    """When a card comes back to a person; `state` is the scheduler's own."""

    __tablename__ = "review_cards"
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    module_id: Mapped[str] = mapped_column(String(60))
    module_version: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]
    added_at: Mapped[datetime]
    state: Mapped[Json]
    __table_args__ = (Index(None, "agent_id", "due_at"),)


class ReviewRow(Base):
    """One answer in the daily review; only ever added to. `token` makes a repeat count once."""

    __tablename__ = "reviews"
    review_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    question_id: Mapped[str] = mapped_column(String(100))
    question_version: Mapped[str] = mapped_column(String(64))
    right: Mapped[bool]
    milliseconds: Mapped[int]
    reviewed_at: Mapped[datetime]
    token: Mapped[str] = mapped_column(String(100), unique=True)
    answer: Mapped[Json]
    __table_args__ = (Index(None, "agent_id", "reviewed_at"), AUTOINCREMENT)


class ScenarioRunRow(Base):
    """One try of a scenario; private until `submitted_at`."""

    __tablename__ = "scenario_runs"
    run_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    module_id: Mapped[str] = mapped_column(String(60))
    module_version: Mapped[str] = mapped_column(String(64))
    scenario_id: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(60))
    score: Mapped[float | None]  # 0 to 100
    submitted_at: Mapped[datetime | None]
    hints: Mapped[list[int]] = mapped_column(JSON)  # the turns a hint was asked for at
    __table_args__ = (Index(None, "agent_id", "scenario_id", "run_id"), AUTOINCREMENT)


class ScenarioTurnRow(Base):
    """What the learner wrote at one node, what was heard in it, where it led; only added to."""

    __tablename__ = "scenario_turns"
    run_id: Mapped[int] = mapped_column(ForeignKey("scenario_runs.run_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    node: Mapped[str] = mapped_column(String(60))
    reply: Mapped[str] = mapped_column(Text)
    went_to: Mapped[str] = mapped_column(String(60))
    edge: Mapped[int | None]  # which of the node's edges held; None: otherwise
    milliseconds: Mapped[int]
    said_at: Mapped[datetime]
    shown: Mapped[Json]  # act -> the quotes it was found in


class PieceRow(Base):
    """One thing being written: a lab task, a drill, a moment of an own call; private until sent."""

    __tablename__ = "pieces"
    piece_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    kind: Mapped[str] = mapped_column(String(10))  # task, drill, own_call
    module_id: Mapped[str | None] = mapped_column(String(60))
    module_version: Mapped[str | None] = mapped_column(String(64))
    subject_id: Mapped[str] = mapped_column(String(120))  # task or drill id, or the criterion's
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.card_id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    score: Mapped[float | None]  # 0 to 100, of the draft that was sent
    __table_args__ = (
        Index(None, "agent_id", "kind", "subject_id"),
        # one running task or drill per person and language: two tabs share it
        Index(
            "uq_pieces_running",
            "agent_id",
            "kind",
            "subject_id",
            "language",
            unique=True,
            sqlite_where=text("submitted_at IS NULL AND card_id IS NULL"),
            postgresql_where=text("submitted_at IS NULL AND card_id IS NULL"),
        ),
        AUTOINCREMENT,
    )


class DraftRow(Base):
    """A draft as it was written and the feedback it got; only ever added to."""

    __tablename__ = "drafts"
    piece_id: Mapped[int] = mapped_column(
        ForeignKey("pieces.piece_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    score: Mapped[float | None]
    written_at: Mapped[datetime]
    feedback: Mapped[Json]


class AssignmentRow(Base):
    """A module given to an agent by a person; done when the agent certifies after it."""

    __tablename__ = "assignments"
    assignment_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    module_id: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    reason: Mapped[str] = mapped_column(Text)
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    criterion_id: Mapped[str | None] = mapped_column(String(100))  # of the proposal it came from
    call_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    __table_args__ = (
        Index(
            "uq_assignments_open",
            "agent_id",
            "module_id",
            unique=True,
            sqlite_where=text("done_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND cancelled_at IS NULL"),
        ),
        AUTOINCREMENT,
    )


class DismissalRow(Base):
    """A proposal that a supervisor dismissed; the same calls are not proposed again."""

    __tablename__ = "dismissals"
    dismissal_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    criterion_id: Mapped[str] = mapped_column(String(100))
    up_to_call_at: Mapped[datetime]  # only calls that happened later count for a new proposal
    by_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    reason: Mapped[str] = mapped_column(Text)
    dismissed_at: Mapped[datetime]
    __table_args__ = (Index(None, "agent_id", "criterion_id"), AUTOINCREMENT)


class CertificateRow(Base):
    """A passed certification; `code` is what a stranger types to check it."""

    __tablename__ = "certificates"
    certificate_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    agent_name: Mapped[str] = mapped_column(String(200))
    module_id: Mapped[str] = mapped_column(String(60))
    module_version: Mapped[str] = mapped_column(String(64))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.attempt_id"), unique=True)
    score: Mapped[float]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    title: Mapped[Json]  # the module's title in both languages on that day
    __table_args__ = (Index(None, "agent_id", "module_id"), AUTOINCREMENT)


class SkillEvidenceRow(Base):
    """One thing a person showed of one skill; levels are computed from these, never stored.

    `value` is 0 to 1; `source` ("attempt:17") counts once per skill and criterion.
    """

    __tablename__ = "skill_evidence"
    evidence_id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    skill_id: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))  # call, quiz, scenario, writing
    value: Mapped[float]
    weight: Mapped[float]
    shown_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(60))
    criterion_id: Mapped[str] = mapped_column(String(100), default="")
    evaluation_id: Mapped[int | None] = mapped_column(
        ForeignKey("evaluations.evaluation_id", ondelete="CASCADE"), index=True
    )
    detail: Mapped[Json]
    __table_args__ = (
        UniqueConstraint("source", "skill_id", "criterion_id"),
        Index(None, "agent_id", "skill_id", "shown_at", "value", "weight"),
        Index(
            "ix_skill_evidence_calls",
            "agent_id",
            "criterion_id",
            "shown_at",
            "value",
            sqlite_where=text("kind = 'call'"),
            postgresql_where=text("kind = 'call'"),
        ),
        AUTOINCREMENT,
    )
