"""Tries of scenarios, and their turns, which are only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import ScenarioRunRow, ScenarioTurnRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    agent_id: int
    module_id: str
    module_version: str
    scenario_id: str
    language: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(NewRun):
    """`ended_at` without an `ending`: the learner left the talk; `hints` are turns, from 1."""

    run_id: int
    ended_at: datetime | None = None
    ending: str | None = None
    score: float | None = None  # 0 to 100
    submitted_at: datetime | None = None
    hints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """`position` counts from 1; `shown` is act or cue -> the words it was found in."""

    run_id: int
    position: int
    node: str
    reply: str
    went_to: str
    edge: int | None
    milliseconds: int
    said_at: datetime
    shown: Mapping[str, Sequence[str]]


class Scenarios:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, agent_id: int) -> None:
        """Until this transaction ends nobody else changes this person's runs."""
        lock_name(self._session, f"scenarios {agent_id}")

    def add(self, new: NewRun) -> int:
        row = ScenarioRunRow(**asdict(new), hints=[])
        self._session.add(row)
        self._session.flush()
        return row.run_id

    def find(self, run_id: int) -> Run | None:
        row = self._session.get(ScenarioRunRow, run_id, populate_existing=True)
        return _run(row) if row else None

    def running(self, agent_id: int, scenario_id: str) -> Run | None:
        row = ScenarioRunRow
        query = select(row).where(
            row.agent_id == agent_id, row.scenario_id == scenario_id, row.ended_at.is_(None)
        )
        found = self._session.scalars(query.order_by(row.run_id.desc()).limit(1)).first()
        return _run(found) if found else None

    def sent(self, agent_id: int, scenario_id: str) -> Run | None:
        """The run of this scenario that was sent first."""
        row = ScenarioRunRow
        query = select(row).where(
            row.agent_id == agent_id,
            row.scenario_id == scenario_id,
            row.submitted_at.is_not(None),
        )
        found = self._session.scalars(query.order_by(row.submitted_at).limit(1)).first()
        return _run(found) if found else None

    def of_agent(
        self, agent_id: int, scenario_ids: Sequence[str], limit: int = 100
    ) -> tuple[Run, ...]:
        """The latest first."""
        row = ScenarioRunRow
        query = select(row).where(row.agent_id == agent_id, row.scenario_id.in_(scenario_ids))
        newest = query.order_by(row.run_id.desc()).limit(limit)
        return tuple(_run(found) for found in self._session.scalars(newest))

    def count_turns(self, run_id: int) -> int:
        query = select(func.count()).where(ScenarioTurnRow.run_id == run_id)
        return self._session.scalar(query) or 0

    def turns(self, run_id: int) -> tuple[StoredTurn, ...]:
        """The first one first."""
        row = ScenarioTurnRow
        query = select(row).where(row.run_id == run_id).order_by(row.position)
        return tuple(_turn(found) for found in self._session.scalars(query))

    def add_turn(self, turn: StoredTurn) -> bool:
        """False where this position was said already: the first one stands."""
        on_postgresql = self._session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if on_postgresql else sqlite.insert
        query = insert(ScenarioTurnRow).values(**asdict(turn)).on_conflict_do_nothing()
        return bool(self._session.execute(query.returning(ScenarioTurnRow.position)).first())

    def set_hints(self, run_id: int, hints: Sequence[int]) -> None:
        self._change(run_id, hints=list(hints))

    def set_ended(
        self, run_id: int, ending: str | None, score: float | None, now: datetime
    ) -> None:
        self._change(run_id, ended_at=now, ending=ending, score=score)

    def set_submitted(self, run_id: int, now: datetime) -> None:
        self._change(run_id, submitted_at=now)

    def _change(self, run_id: int, **values: object) -> None:
        query = update(ScenarioRunRow).where(ScenarioRunRow.run_id == run_id)
        self._session.execute(query.values(**values))


def _run(row: ScenarioRunRow) -> Run:
    return Run(
        run_id=row.run_id,
        agent_id=row.agent_id,
        module_id=row.module_id,
        module_version=row.module_version,
        scenario_id=row.scenario_id,
        language=row.language,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ending=row.ending,
        score=row.score,
        submitted_at=row.submitted_at,
        hints=tuple(row.hints),
    )


def _turn(row: ScenarioTurnRow) -> StoredTurn:
    return StoredTurn(
        run_id=row.run_id,
        position=row.position,
        node=row.node,
        reply=row.reply,
        went_to=row.went_to,
        edge=row.edge,
        milliseconds=row.milliseconds,
        said_at=row.said_at,
        shown=cast(Mapping[str, Sequence[str]], row.shown),
    )
