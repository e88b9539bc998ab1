"""Modules that released calls speak for; computed when looked at, decided on by a supervisor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services import modules
from services.access import Act
from services.teams import ids_of, open_team
from storage.assignments import Assignment
from storage.evidence import Judged, Piece
from storage.records import Account
from storage.store import Store, Work
from training_modules.model import Module

LATEST = 5  # released calls in which the criterion applied
MISSED = 3  # of them, at least, before a module is proposed
LOOKS_BACK = timedelta(days=90)  # older calls tell little of today


@dataclass(frozen=True, slots=True)
class Proposal:
    """`missed` are the moments it rests on, the latest first, out of `looked_at` calls."""

    agent: Account
    module: Module
    criterion_id: str
    missed: tuple[Piece, ...]
    looked_at: int

    @property
    def up_to_call_at(self) -> datetime:
        return self.missed[0].shown_at

    @property
    def call_ids(self) -> tuple[int, ...]:
        return tuple(int(str(piece.detail["call_id"])) for piece in self.missed)


def list_proposals(
    store: Store, actor: Account, team_id: int | None, now: datetime
) -> tuple[Proposal, ...]:
    """By agent's name; of the actor's first team where none is named."""
    with store.reading() as work:
        view = open_team(work, actor, Act.SEE_SKILLS, team_id)
        return proposed(work, view.agents, modules.published_in(work), now)


def proposed(
    work: Work, agents: Sequence[Account], known: Mapping[str, Module], now: datetime
) -> tuple[Proposal, ...]:
    """Nothing while such a module is open, nor from calls that were decided on before."""
    agent_ids = ids_of(agents)
    judged = work.evidence.latest_judged(agent_ids, now - LOOKS_BACK, LATEST)
    decided = _Decided(work, agent_ids)
    often: dict[tuple[int, str], tuple[Module, list[Judged]]] = {}
    for (agent_id, criterion_id), calls in _by_criterion(judged).items():
        module = _serving(calls[0], known.values())
        fresh = decided.fresh(agent_id, module, calls) if module else []
        if module and sum(not one.met for one in fresh) >= MISSED:
            often[agent_id, criterion_id] = module, fresh
    return tuple(_with_moments(work, agents, often))


class _Decided:
    """What supervisors have decided already: assigned or dismissed."""

    def __init__(self, work: Work, agent_ids: Sequence[int]) -> None:
        self._dismissed = work.assignments.dismissed(agent_ids)
        self._assigned: dict[tuple[int, str], list[Assignment]] = {}
        for assignment in work.assignments.of_agents(agent_ids):
            key = (assignment.agent_id, assignment.module_id)
            self._assigned.setdefault(key, []).append(assignment)

    def fresh(self, agent_id: int, module: Module, calls: list[Judged]) -> list[Judged]:
        """The calls after the last decision; none while the module is assigned."""
        assigned = self._assigned.get((agent_id, module.module_id), [])
        if any(assignment.is_open for assignment in assigned):
            return []
        ends = [assignment.closed_at for assignment in assigned]
        ends.append(self._dismissed.get((agent_id, calls[0].criterion_id)))
        return [one for one in calls if all(end is None or one.shown_at > end for end in ends)]


def _by_criterion(judged: Iterable[Judged]) -> Mapping[tuple[int, str], list[Judged]]:
    found: dict[tuple[int, str], list[Judged]] = {}
    for one in judged:
        found.setdefault((one.agent_id, one.criterion_id), []).append(one)
    return found


def _serving(judged: Judged, known: Iterable[Module]) -> Module | None:
    """A module that teaches the criterion; that of its own skill first, then by the path."""
    teaching = [module for module in known if judged.criterion_id in module.criteria]
    own = (module for module in teaching if module.skill == judged.skill_id)
    return next(own, teaching[0] if teaching else None)


def _with_moments(
    work: Work,
    agents: Sequence[Account],
    often: Mapping[tuple[int, str], tuple[Module, list[Judged]]],
) -> Iterator[Proposal]:
    quoted = _moments(work, [one for _, calls in often.values() for one in calls])
    for agent in agents:
        for (agent_id, criterion_id), (module, calls) in sorted(often.items(), key=_by_id):
            if agent_id == agent.account_id:
                missed = [quoted[one.evaluation_id, criterion_id] for one in calls if not one.met]
                yield Proposal(agent, module, criterion_id, tuple(missed), len(calls))


def _by_id(entry: tuple[tuple[int, str], object]) -> tuple[int, str]:
    return entry[0]


def _moments(work: Work, judged: Iterable[Judged]) -> Mapping[tuple[int, str], Piece]:
    evaluation_ids = sorted({one.evaluation_id for one in judged})
    pieces = work.evidence.of_evaluations(evaluation_ids) if evaluation_ids else ()
    return {(piece.evaluation_id or 0, piece.criterion_id): piece for piece in pieces}
