"""What people showed of their skills: kept, summed up and listed; training_modules judges it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast, get_args

from sqlalchemy import Row, case, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.learning_tables import SkillEvidenceRow
from storage.tables import EvaluationRow, Json
from training_modules.skills import Shown, Sums

EvidenceKind = Literal["call", "quiz", "scenario", "writing"]
# As the partial index says it: with a bound value SQLite would not use that index.
_OF_CALLS = text("skill_evidence.kind = 'call'")
KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """`value` is 0 to 1; `source` ("attempt:17") counts once per skill and criterion."""

    agent_id: int
    skill_id: str
    kind: EvidenceKind
    value: float
    weight: float
    shown_at: datetime
    source: str
    criterion_id: str = ""
    evaluation_id: int | None = None
    detail: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """One stored piece of evidence, with what its kind tells in `detail`."""

    evidence_id: int
    skill_id: str
    kind: EvidenceKind
    value: float
    shown_at: datetime
    source: str
    criterion_id: str
    evaluation_id: int | None
    detail: Json


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided on one criterion in one released call."""

    evidence_id: int
    agent_id: int
    criterion_id: str
    shown_at: datetime
    met: bool


class Evidence:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add_all(self, items: Iterable[NewEvidence]) -> None:
        """What a source has shown already is left as it is."""
        rows = [_values(item) for item in items]
        if not rows:
            return
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(
                postgresql.insert(SkillEvidenceRow).on_conflict_do_nothing(), rows
            )
        else:
            self._session.execute(sqlite.insert(SkillEvidenceRow).on_conflict_do_nothing(), rows)

    def remove_evaluation(self, evaluation_id: int) -> None:
        """Take back what a withdrawn evaluation had shown."""
        shown = SkillEvidenceRow.evaluation_id == evaluation_id
        self._session.execute(delete(SkillEvidenceRow).where(shown))

    def sums(
        self, agent_ids: Sequence[int], since: Sequence[datetime], until: datetime
    ) -> Mapping[tuple[int, str], Mapping[int, Sums]]:
        """By agent and skill, and by step of age: step i is what was shown from `since[i]` on.

        One pass over the covering index; the age counts where the sums are judged.
        """
        row = SkillEvidenceRow
        steps = enumerate(since[:-1])
        step = case(*((row.shown_at >= edge, at) for at, edge in steps), else_=len(since) - 1)
        query = (
            select(
                row.agent_id,
                row.skill_id,
                step.label("step"),
                func.count(),
                func.sum(row.weight),
                func.sum(row.weight * row.weight),
                func.sum(row.weight * row.value),
            )
            .where(row.agent_id.in_(agent_ids), row.shown_at.between(since[-1], until))
            .group_by(row.agent_id, row.skill_id, "step")
        )
        found: dict[tuple[int, str], dict[int, Sums]] = {}
        for agent_id, skill_id, at, *sums in self._session.execute(query):
            found.setdefault((agent_id, skill_id), {})[at] = Sums(*sums)
        return found

    def of_skill(self, agent_id: int, skill_id: str, since: datetime) -> tuple[Piece, ...]:
        """The latest first."""
        row = SkillEvidenceRow
        query = (
            select(row)
            .where(row.agent_id == agent_id, row.skill_id == skill_id, row.shown_at >= since)
            .order_by(row.shown_at.desc(), row.evidence_id.desc())
        )
        return tuple(_piece(found) for found in self._session.scalars(query))

    def of_ids(self, evidence_ids: Sequence[int]) -> tuple[Piece, ...]:
        row = SkillEvidenceRow
        query = select(row).where(row.evidence_id.in_(evidence_ids))
        return tuple(_piece(found) for found in self._session.scalars(query))

    def shown_by(self, agent_id: int, since: datetime) -> Mapping[str, list[Shown]]:
        """All of an agent by skill, without its details."""
        row = SkillEvidenceRow
        query = select(row.skill_id, row.value, row.weight, row.shown_at).where(
            row.agent_id == agent_id, row.shown_at >= since
        )
        found: dict[str, list[Shown]] = {}
        for skill_id, value, weight, shown_at in self._session.execute(query):
            found.setdefault(skill_id, []).append(Shown(value, weight, shown_at))
        return found

    def latest_judged(
        self, agent_ids: Sequence[int], since: datetime, count: int, missed: int
    ) -> tuple[Judged, ...]:
        """Of each agent and criterion the latest `count` calls it applied in, the latest first;
        only where at least `missed` of them were missed.
        """
        row = SkillEvidenceRow
        latest = (row.shown_at.desc(), row.evidence_id.desc())
        number = func.row_number().over(
            partition_by=(row.agent_id, row.criterion_id), order_by=latest
        )
        numbered = (
            select(
                row.evidence_id,
                row.agent_id,
                row.criterion_id,
                row.shown_at,
                row.value,
                number.label("number"),
            )
            .where(row.agent_id.in_(agent_ids), _OF_CALLS, row.shown_at >= since)
            .subquery()
        )
        misses = func.sum(case((numbered.c.value < 1, 1), else_=0)).over(
            partition_by=(numbered.c.agent_id, numbered.c.criterion_id)
        )
        latest_ones = (
            select(numbered, misses.label("misses")).where(numbered.c.number <= count).subquery()
        )
        query = (
            select(latest_ones)
            .where(latest_ones.c.misses >= missed)
            .order_by(latest_ones.c.shown_at.desc(), latest_ones.c.evidence_id.desc())
        )
        return tuple(_judged(found) for found in self._session.execute(query))

    def missing_evaluations(self) -> tuple[int, ...]:
        """Released evaluations that have shown nothing yet."""
        shown = select(SkillEvidenceRow.evaluation_id).where(
            SkillEvidenceRow.evaluation_id == EvaluationRow.evaluation_id
        )
        query = select(EvaluationRow.evaluation_id).where(
            EvaluationRow.released_at.is_not(None), ~shown.exists()
        )
        return tuple(self._session.scalars(query.order_by(EvaluationRow.evaluation_id)))


def _judged(found: Row[Any]) -> Judged:
    return Judged(
        evidence_id=found.evidence_id,
        agent_id=found.agent_id,
        criterion_id=found.criterion_id,
        shown_at=found.shown_at,
        met=found.value >= 1,
    )


def _piece(row: SkillEvidenceRow) -> Piece:
    return Piece(
        evidence_id=row.evidence_id,
        skill_id=row.skill_id,
        kind=cast(EvidenceKind, row.kind),
        value=row.value,
        shown_at=row.shown_at,
        source=row.source,
        criterion_id=row.criterion_id,
        evaluation_id=row.evaluation_id,
        detail=row.detail,
    )


def _values(item: NewEvidence) -> dict[str, object]:
    if not 0 <= item.value <= 1 or item.weight <= 0:
        raise ValueError(f"{item.source}: a value is 0 to 1 and a weight above 0")
    return {
        "agent_id": item.agent_id,
        "skill_id": item.skill_id,
        "kind": item.kind,
        "value": item.value,
        "weight": item.weight,
        "shown_at": item.shown_at,
        "source": item.source,
        "criterion_id": item.criterion_id,
        "evaluation_id": item.evaluation_id,
        "detail": item.detail,
    }
