"""Evaluations as they were before the call was judged anew, each with its transcript."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from qa.model import Evaluation, Transcript
from qa.serialise import (
    evaluation_from_dict,
    evaluation_to_dict,
    transcript_from_dict,
    transcript_to_dict,
)
from storage.tables import AccountRow, EvaluationRow, PastEvaluationRow


@dataclass(frozen=True, slots=True)
class PastEvaluation:
    """What it was, from when to when, and who had it judged anew."""

    past_id: int
    evaluation: Evaluation
    transcript: Transcript
    score: float | None
    created_at: datetime
    replaced_at: datetime
    replaced_by_name: str


class PastEvaluations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(
        self,
        evaluation_id: int,
        evaluation: Evaluation,
        transcript: Transcript,
        by_id: int,
        now: datetime,
    ) -> None:
        """Keep what the evaluation was, with the transcript it was made of; then take the new."""
        row = self._session.get_one(EvaluationRow, evaluation_id, populate_existing=True)
        past = PastEvaluationRow(
            evaluation_id=evaluation_id,
            score=row.score,
            created_at=row.created_at,
            replaced_at=now,
            replaced_by=by_id,
            transcript=transcript_to_dict(transcript),
            body=row.body,
        )
        self._session.add(past)
        self._session.flush()
        self._session.execute(
            update(EvaluationRow)
            .where(EvaluationRow.evaluation_id == evaluation_id)
            .values(body=evaluation_to_dict(evaluation), created_at=now)
        )

    def count(self, evaluation_id: int) -> int:
        query = select(func.count(PastEvaluationRow.past_id))
        found = query.where(PastEvaluationRow.evaluation_id == evaluation_id)
        return self._session.scalar(found) or 0

    def of(self, evaluation_id: int) -> tuple[PastEvaluation, ...]:
        """The first first."""
        query = (
            select(PastEvaluationRow, AccountRow.name)
            .join(AccountRow, AccountRow.account_id == PastEvaluationRow.replaced_by)
            .where(PastEvaluationRow.evaluation_id == evaluation_id)
            .order_by(PastEvaluationRow.past_id)
        )
        return tuple(_past(row, name) for row, name in self._session.execute(query))


def _past(row: PastEvaluationRow, by_name: str) -> PastEvaluation:
    return PastEvaluation(
        past_id=row.past_id,
        evaluation=evaluation_from_dict(row.body),
        transcript=transcript_from_dict(row.transcript),
        score=row.score,
        created_at=row.created_at,
        replaced_at=row.replaced_at,
        replaced_by_name=by_name,
    )
