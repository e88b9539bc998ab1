"""Evaluations as the engine made them, and beside them what reviewers decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from qa.model import Evaluation, Verdict
from qa.serialise import evaluation_from_dict, evaluation_to_dict
from storage.records import Override, StoredEvaluation
from storage.tables import AccountRow, CallRow, EvaluationRow, OverrideRow


@dataclass(frozen=True, slots=True)
class NewOverride:
    evaluation_id: int
    criterion_id: str
    verdict: Verdict
    reason: str
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """How many evaluations were released, and the mean of those that have a score."""

    released: int
    scored: int
    mean: float | None


class Evaluations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, call_id: int, evaluation: Evaluation, score: float | None, now: datetime) -> int:
        row = EvaluationRow(
            call_id=call_id, body=evaluation_to_dict(evaluation), score=score, created_at=now
        )
        self._session.add(row)
        self._session.flush()
        return row.evaluation_id

    def find(self, evaluation_id: int) -> StoredEvaluation | None:
        return self._stored(self._session.get(EvaluationRow, evaluation_id))

    def find_by_call(self, call_id: int) -> StoredEvaluation | None:
        found = select(EvaluationRow).where(EvaluationRow.call_id == call_id)
        return self._stored(self._session.scalar(found))

    def lock(self, evaluation_id: int) -> StoredEvaluation | None:
        """The evaluation, which nobody else changes until this transaction ends."""
        row = self._session.get(EvaluationRow, evaluation_id, with_for_update=True)
        return self._stored(row)

    def history(self, evaluation_id: int) -> tuple[Override, ...]:
        """All overrides, the latest first, those no longer in force too."""
        query = (
            select(OverrideRow, AccountRow.name)
            .join(AccountRow, AccountRow.account_id == OverrideRow.by_id)
            .where(OverrideRow.evaluation_id == evaluation_id)
            .order_by(OverrideRow.override_id.desc())
        )
        return tuple(_override(row, name) for row, name in self._session.execute(query))

    def add_override(self, new: NewOverride) -> None:
        """Ends the criterion's override in force, if there is one."""
        self.end_override(new.evaluation_id, new.criterion_id, new.at)
        row = OverrideRow(
            evaluation_id=new.evaluation_id,
            criterion_id=new.criterion_id,
            verdict=new.verdict.value,
            reason=new.reason,
            by_id=new.by_id,
            at=new.at,
        )
        self._session.add(row)
        self._session.flush()

    def end_override(self, evaluation_id: int, criterion_id: str, now: datetime) -> None:
        in_force = (
            OverrideRow.evaluation_id == evaluation_id,
            OverrideRow.criterion_id == criterion_id,
            OverrideRow.ended_at.is_(None),
        )
        self._session.execute(update(OverrideRow).where(*in_force).values(ended_at=now))

    def set_score(self, evaluation_id: int, score: float | None) -> None:
        self._change(evaluation_id, score=score)

    def set_released(self, evaluation_id: int, by_id: int, now: datetime) -> None:
        self._change(evaluation_id, released_at=now, released_by=by_id)

    def set_withdrawn(self, evaluation_id: int) -> None:
        self._change(evaluation_id, released_at=None, released_by=None)

    def released_since(self, team_ids: Iterable[int], since: datetime) -> ScoreSummary:
        query = (
            select(
                func.count(EvaluationRow.evaluation_id),
                func.count(EvaluationRow.score),
                func.avg(EvaluationRow.score),
            )
            .join(CallRow, CallRow.call_id == EvaluationRow.call_id)
            .where(CallRow.team_id.in_(tuple(team_ids)), EvaluationRow.released_at >= since)
        )
        released, scored, mean = self._session.execute(query).one()
        return ScoreSummary(released, scored, None if mean is None else float(mean))

    def recently_released(self, team_ids: Iterable[int], limit: int) -> tuple[int, ...]:
        """Call ids, the latest release first."""
        query = (
            select(EvaluationRow.call_id)
            .join(CallRow, CallRow.call_id == EvaluationRow.call_id)
            .where(CallRow.team_id.in_(tuple(team_ids)), EvaluationRow.released_at.is_not(None))
            .order_by(EvaluationRow.released_at.desc(), EvaluationRow.evaluation_id.desc())
            .limit(limit)
        )
        return tuple(self._session.scalars(query))

    def _change(self, evaluation_id: int, **values: object) -> None:
        where = EvaluationRow.evaluation_id == evaluation_id
        self._session.execute(update(EvaluationRow).where(where).values(**values))

    def _stored(self, row: EvaluationRow | None) -> StoredEvaluation | None:
        if row is None:
            return None
        by = self._session.get(AccountRow, row.released_by) if row.released_by else None
        history = self.history(row.evaluation_id)
        return StoredEvaluation(
            evaluation_id=row.evaluation_id,
            call_id=row.call_id,
            evaluation=evaluation_from_dict(row.body),
            created_at=row.created_at,
            overrides=tuple(override for override in history if override.ended_at is None),
            released_at=row.released_at,
            released_by=row.released_by,
            released_by_name=by.name if by else None,
        )


def _override(row: OverrideRow, by_name: str) -> Override:
    return Override(
        override_id=row.override_id,
        criterion_id=row.criterion_id,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        by_id=row.by_id,
        by_name=by_name,
        at=row.at,
        ended_at=row.ended_at,
    )
