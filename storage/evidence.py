"""What people showed of their skills; only summed up and listed here, judged in training_modules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.learning_tables import SkillEvidenceRow
from storage.tables import Json

EvidenceKind = Literal["call", "quiz", "scenario", "writing"]
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
