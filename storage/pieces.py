"""What learners write: pieces, and each draft with the feedback it got."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import DraftRow, PieceRow
from storage.tables import Base, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPiece:
    """`kind` is task, drill or own_call; an own call's piece names its card and criterion."""

    agent_id: int
    kind: str
    subject_id: str
    language: str
    started_at: datetime
    module_id: str | None = None
    module_version: str | None = None
    card_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(NewPiece):
    piece_id: int
    submitted_at: datetime | None
    score: float | None  # 0 to 100, of the draft that was sent


@dataclass(frozen=True, slots=True)
class Draft:
    piece_id: int
    number: int  # from 1
    text: str
    score: float | None
    written_at: datetime
    feedback: Json


class Pieces:
    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, new: NewPiece) -> int:
        """The id of a new piece, or of the one of this subject and language that is running."""
        query = self._insert(PieceRow).values(**asdict(new)).on_conflict_do_nothing()
        added: int | None = self._session.scalar(query.returning(PieceRow.piece_id))
        if added is not None:
            return added
        running = self._running(new.agent_id, new.kind, new.subject_id)
        return next(piece.piece_id for piece in running if piece.language == new.language)

    def find(self, piece_id: int) -> Piece | None:
        row = self._session.get(PieceRow, piece_id, populate_existing=True)
        return _piece(row) if row else None

    def lock(self, piece_id: int) -> Piece | None:
        """The piece; nobody else changes any of its person's until this transaction ends."""
        row = self._session.get(PieceRow, piece_id, with_for_update=True)
        if row is None:
            return None
        lock_name(self._session, f"pieces {row.agent_id}")
        return _piece(row)

    def of_agent(self, agent_id: int, kinds: tuple[str, ...]) -> tuple[Piece, ...]:
        """The latest first."""
        query = (
            select(PieceRow)
            .where(PieceRow.agent_id == agent_id, PieceRow.kind.in_(kinds))
            .order_by(PieceRow.piece_id.desc())
        )
        return tuple(_piece(row) for row in self._session.scalars(query))

    def of_card(self, agent_id: int, kind: str, card_id: int) -> int | None:
        """The id of the piece that is written about a card."""
        query = select(PieceRow.piece_id).where(
            PieceRow.agent_id == agent_id, PieceRow.kind == kind, PieceRow.card_id == card_id
        )
        return self._session.scalars(query.order_by(PieceRow.piece_id).limit(1)).first()

    def add_draft(self, draft: Draft) -> bool:
        """False where this number is written already: the first one stands."""
        query = self._insert(DraftRow).values(**asdict(draft)).on_conflict_do_nothing()
        return bool(self._session.execute(query.returning(DraftRow.number)).first())

    def drafts_of(self, piece_id: int) -> tuple[Draft, ...]:
        """The first one first."""
        query = select(DraftRow).where(DraftRow.piece_id == piece_id).order_by(DraftRow.number)
        return tuple(_draft(row) for row in self._session.scalars(query))

    def count_drafts(self, piece_ids: list[int]) -> dict[int, int]:
        query = (
            select(DraftRow.piece_id, func.count())
            .where(DraftRow.piece_id.in_(piece_ids))
            .group_by(DraftRow.piece_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def set_submitted(self, piece_id: int, score: float | None, now: datetime) -> None:
        query = update(PieceRow).where(PieceRow.piece_id == piece_id)
        self._session.execute(query.values(submitted_at=now, score=score))

    def _running(self, agent_id: int, kind: str, subject_id: str) -> Iterable[PieceRow]:
        query = select(PieceRow).where(
            PieceRow.agent_id == agent_id,
            PieceRow.kind == kind,
            PieceRow.subject_id == subject_id,
            PieceRow.card_id.is_(None),
            PieceRow.submitted_at.is_(None),
        )
        return self._session.scalars(query)

    def _insert(self, table: type[Base]) -> "postgresql.Insert | sqlite.Insert":
        on_postgresql = self._session.get_bind().dialect.name == "postgresql"
        return postgresql.insert(table) if on_postgresql else sqlite.insert(table)


def _piece(row: PieceRow) -> Piece:
    return Piece(
        piece_id=row.piece_id,
        agent_id=row.agent_id,
        kind=row.kind,
        module_id=row.module_id,
        module_version=row.module_version,
        subject_id=row.subject_id,
        card_id=row.card_id,
        language=row.language,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        score=row.score,
    )


def _draft(row: DraftRow) -> Draft:
    return Draft(row.piece_id, row.number, row.text, row.score, row.written_at, row.feedback)
