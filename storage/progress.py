"""How far a person has come in each module, summed up where the attempts lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from storage.learning_tables import AttemptRow

PRACTISE, CERTIFY = "practise", "certify"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A certification that runs (no score yet) or the last one that was handed in."""

    attempt_id: int
    module_id: str
    started_at: datetime
    score: float | None
    passed: bool | None


class Progress:
    def __init__(self, session: Session) -> None:
        self._session = session

    def best_practised(self, agent_id: int) -> Mapping[str, float]:
        """The best score of the practise attempts, by module."""
        query = (
            select(AttemptRow.module_id, func.max(AttemptRow.score))
            .where(*_handed_in(agent_id, PRACTISE))
            .group_by(AttemptRow.module_id)
        )
        found = self._session.execute(query)
        return {module_id: score for module_id, score in found if score is not None}

    def last_certified(self, agent_id: int) -> Mapping[str, Sitting]:
        """The last certification that was handed in, passed or not, by module."""
        last = (
            select(func.max(AttemptRow.attempt_id))
            .where(*_handed_in(agent_id, CERTIFY))
            .group_by(AttemptRow.module_id)
        )
        return self._sittings(select(AttemptRow).where(AttemptRow.attempt_id.in_(last)))

    def running_certifications(self, agent_id: int) -> Mapping[str, Sitting]:
        running = select(AttemptRow).where(
            AttemptRow.agent_id == agent_id,
            AttemptRow.mode == CERTIFY,
            AttemptRow.submitted_at.is_(None),
        )
        return self._sittings(running)

    def _sittings(self, query: Select[AttemptRow]) -> Mapping[str, Sitting]:
        return {row.module_id: _sitting(row) for row in self._session.scalars(query)}


def _handed_in(agent_id: int, mode: str) -> tuple[ColumnElement[bool], ...]:
    return (
        AttemptRow.agent_id == agent_id,
        AttemptRow.mode == mode,
        AttemptRow.submitted_at.is_not(None),
    )


def _sitting(row: AttemptRow) -> Sitting:
    return Sitting(row.attempt_id, row.module_id, row.started_at, row.score, row.passed)
