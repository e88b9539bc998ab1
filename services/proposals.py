"""Modules that released calls speak for; computed when looked at, decided on by a supervisor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qa.model import Channel
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
class Missed:
    """A criterion with the moments in which it was missed, the latest first."""

    criterion_id: str
    moments: tuple[Piece, ...]
    looked_at: int  # calls it applied in


@dataclass(frozen=True, slots=True)
class Proposal:
    """A module for an agent, and the criteria that speak for it, the most missed first."""

    agent: Account
    module: Module
    missed: tuple[Missed, ...]

    @property
    def call_ids(self) -> tuple[int, ...]:
        """Each once."""
        moments = (piece for missed in self.missed for piece in missed.moments)
        return tuple(dict.fromkeys(int(str(piece.detail["call_id"])) for piece in moments))


def list_proposals(
    store: Store, actor: Account, team_id: int | None, now: datetime
) -> tuple[Proposal, ...]:
    """By agent's name; of the actor's first team where none is named."""
    with store.reading() as work:
        view = open_team(work, actor, Act.SEE_SKILLS, team_id)
        return proposed(work, view.agents, now)


def proposed(work: Work, agents: Sequence[Account], now: datetime) -> tuple[Proposal, ...]:
    """Nothing while such a module is open, nor from calls that were decided on before."""
    agent_ids = ids_of(agents)
    judged = work.evidence.latest_judged(agent_ids, now - LOOKS_BACK, LATEST, MISSED)
    if not judged:
        return ()
    often = _by_criterion(judged)
    known = modules.published_in(work)
    moments = _moments(work, (one for calls in often for one in calls if not one.met))
    decided = _Decided(work, agent_ids)
    found: dict[tuple[int, str], list[Missed]] = {}
    for calls in often:
        module = _serving(_pieces(calls, moments), known.values())
        fresh = decided.fresh(module, calls) if module else []
        if module and _is_often(fresh):
            missed = Missed(calls[0].criterion_id, _pieces(fresh, moments), len(fresh))
            found.setdefault((calls[0].agent_id, module.module_id), []).append(missed)
    return tuple(_grouped(agents, known, found))


class _Decided:
    """What supervisors have decided already: assigned or dismissed."""

    def __init__(self, work: Work, agent_ids: Sequence[int]) -> None:
        self._dismissed = work.assignments.dismissed(agent_ids)
        self._assigned: dict[tuple[int, str], list[Assignment]] = {}
        for assignment in work.assignments.of_agents(agent_ids):
            key = (assignment.agent_id, assignment.module_id)
            self._assigned.setdefault(key, []).append(assignment)

    def fresh(self, module: Module, calls: list[Judged]) -> list[Judged]:
        """The calls after the last decision; none while the module is assigned."""
        agent_id, criterion_id = calls[0].agent_id, calls[0].criterion_id
        assigned = self._assigned.get((agent_id, module.module_id), [])
        if any(assignment.is_open for assignment in assigned):
            return []
        ends = [assignment.closed_at for assignment in assigned]
        ends.append(self._dismissed.get((agent_id, criterion_id)))
        return [one for one in calls if all(end is None or one.shown_at > end for end in ends)]


def _is_often(calls: Iterable[Judged]) -> bool:
    return sum(not one.met for one in calls) >= MISSED


def _by_criterion(judged: Iterable[Judged]) -> Iterable[list[Judged]]:
    """The calls of one agent and criterion together, the latest first."""
    found: dict[tuple[int, str], list[Judged]] = {}
    for one in judged:
        found.setdefault((one.agent_id, one.criterion_id), []).append(one)
    return found.values()


def _moments(work: Work, missed: Iterable[Judged]) -> Mapping[int, Piece]:
    """By their evidence id."""
    return {piece.evidence_id: piece for piece in work.evidence.of_ids(_evidence_ids(missed))}


def _evidence_ids(judged: Iterable[Judged]) -> list[int]:
    return [one.evidence_id for one in judged]


def _pieces(calls: Iterable[Judged], moments: Mapping[int, Piece]) -> tuple[Piece, ...]:
    return tuple(moments[one.evidence_id] for one in calls if one.evidence_id in moments)


def _serving(missed: Sequence[Piece], known: Iterable[Module]) -> Module | None:
    """A module that teaches the criterion: that of its own skill first, then by the path.

    A module of writing is for what was missed in writing.
    """
    criterion_id, skill_id = missed[0].criterion_id, missed[0].skill_id
    spoken = any(piece.detail.get("channel") == Channel.VOICE for piece in missed)
    teaching = [
        module for module in known
        if criterion_id in module.criteria
        and (module.skill == skill_id or not (module.tasks and spoken))
    ]  # fmt: skip
    own = (module for module in teaching if module.skill == skill_id)
    return next(own, teaching[0] if teaching else None)


def _grouped(
    agents: Sequence[Account],
    known: Mapping[str, Module],
    found: Mapping[tuple[int, str], list[Missed]],
) -> Iterator[Proposal]:
    for agent in agents:
        for module_id, module in known.items():
            missed = found.get((agent.account_id, module_id))
            if missed:
                ordered = sorted(missed, key=lambda one: (-len(one.moments), one.criterion_id))
                yield Proposal(agent, module, tuple(ordered))
