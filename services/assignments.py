"""Modules given to agents, always by a person: by hand or by confirming a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services import modules
from services.access import Act, require
from services.calls import clean_reason
from services.errors import Invalid, NotFound, Refused
from services.proposals import Proposal, proposed
from services.teams import TeamView, ids_of, open_agent, open_team
from storage.assignments import Assignment, NewAssignment, NewDismissal
from storage.audit import AuditLine
from storage.records import Account
from storage.store import Store, Work
from training_modules.model import Text

STUCK_AFTER = timedelta(days=7)  # without any act of learning in the module
LATEST_DUE = timedelta(days=366)


class Progress(StrEnum):
    OVERDUE = "overdue"
    STUCK = "stuck"
    ASSIGNED = "assigned"
    DONE = "done"
    CANCELLED = "cancelled"
    RETIRED = "retired"  # nobody can begin the module any more


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when, and why: what a person decides."""

    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """`last_learned_at` tells that something was done in the module, not what or how well."""

    assignment: Assignment
    agent: Account
    module_title: Text
    last_learned_at: datetime | None
    progress: Progress

    @property
    def line_id(self) -> int:
        return self.assignment.assignment_id


@dataclass(frozen=True, slots=True)
class TeamLearning:
    """A team and what its agents were given; the one due first comes first."""

    view: TeamView
    lines: tuple[AssignmentLine, ...]


def assign_module(
    store: Store, actor: Account, agent_id: int, module_id: str, terms: Terms, now: datetime
) -> int:
    """By hand; refused while the same module is open for this agent."""
    with store.transaction() as work:
        agent = _agent_to_assign(work, actor, agent_id)
        kept = _checked(terms, now)
        if module_id not in modules.published_in(work):
            raise Invalid("module_unknown")
        new = NewAssignment(agent_id, module_id, actor.account_id, kept.reason, kept.due_at)
        return _add(work, actor, agent, new, now)


def confirm_proposal(
    store: Store, actor: Account, agent_id: int, module_id: str, terms: Terms, now: datetime
) -> int:
    """Keeps the most missed criterion and the calls; NotFound where it stands no longer."""
    with store.transaction() as work:
        agent = _agent_to_assign(work, actor, agent_id)
        kept = _checked(terms, now)
        proposal = _standing(work, agent, module_id, now)
        new = NewAssignment(
            agent_id=agent_id,
            module_id=module_id,
            by_id=actor.account_id,
            reason=kept.reason,
            due_at=kept.due_at,
            criterion_id=proposal.missed[0].criterion_id,
            call_ids=proposal.call_ids,
        )
        return _add(work, actor, agent, new, now)


def dismiss_proposal(
    store: Store, actor: Account, agent_id: int, module_id: str, reason: str, now: datetime
) -> None:
    """The same calls are not proposed from again."""
    with store.transaction() as work:
        agent = _agent_to_assign(work, actor, agent_id)
        kept_reason = clean_reason(reason)
        for missed in _standing(work, agent, module_id, now).missed:
            new = NewDismissal(
                agent_id=agent_id,
                criterion_id=missed.criterion_id,
                up_to_call_at=missed.moments[0].shown_at,
                by_id=actor.account_id,
                reason=kept_reason,
            )
            work.assignments.add_dismissal(new, now)
        told = {"module": module_id, "reason": kept_reason}
        work.audit.add(actor, AuditLine("proposal.dismiss", agent.username, told), now)


def cancel_assignment(
    store: Store, actor: Account, assignment_id: int, reason: str, now: datetime
) -> None:
    """Done twice, the first one counts; what is done stays done."""
    with store.transaction() as work:
        assignment = work.assignments.lock(assignment_id)
        if assignment is None:
            require(actor, Act.ASSIGN)
            raise NotFound
        agent = open_agent(work, actor, Act.ASSIGN, assignment.agent_id)
        kept_reason = clean_reason(reason)
        if not assignment.is_open:
            return
        work.assignments.set_cancelled(assignment_id, now)
        told = {"module": assignment.module_id, "reason": kept_reason}
        work.audit.add(actor, AuditLine("assignment.cancel", agent.username, told), now)


def complete(work: Work, agent_id: int, module_id: str, now: datetime) -> None:
    """The agent has certified in the module: its open assignment is done, where there is one."""
    work.assignments.set_done(agent_id, module_id, now)


def list_team(store: Store, actor: Account, team_id: int | None, now: datetime) -> TeamLearning:
    """Of the actor's first team where none is named."""
    with store.reading() as work:
        view = open_team(work, actor, Act.SEE_SKILLS, team_id)
    return TeamLearning(view, _lines(store, view.agents, now))


def list_of_agent(
    store: Store, actor: Account, agent_id: int, now: datetime
) -> tuple[AssignmentLine, ...]:
    with store.reading() as work:
        agent = open_agent(work, actor, Act.SEE_SKILLS, agent_id)
    return _lines(store, (agent,), now)


def list_own(store: Store, actor: Account, now: datetime) -> tuple[AssignmentLine, ...]:
    require(actor, Act.LEARN)
    return _lines(store, (actor,), now)


def _lines(store: Store, agents: tuple[Account, ...], now: datetime) -> tuple[AssignmentLine, ...]:
    people = {agent.account_id: agent for agent in agents}
    with store.reading() as work:
        gone = modules.retired_in(work)
        known = {**gone, **modules.published_in(work)}
        given = work.assignments.of_agents(ids_of(agents))
        learned = work.assignments.last_learned(ids_of(agents))
    return tuple(
        AssignmentLine(
            assignment=one,
            agent=people[one.agent_id],
            module_title=known[one.module_id].title,
            last_learned_at=learned.get((one.agent_id, one.module_id)),
            progress=_progress(one, one.module_id in gone, learned, now),
        )
        for one in given
    )


def _progress(
    assignment: Assignment,
    retired: bool,
    learned: Mapping[tuple[int, str], datetime],
    now: datetime,
) -> Progress:
    """Overdue comes before stuck: it is what the agent was told."""
    if assignment.done_at:
        return Progress.DONE
    if assignment.cancelled_at:
        return Progress.CANCELLED
    if retired:
        return Progress.RETIRED
    if assignment.due_at < now:
        return Progress.OVERDUE
    last = learned.get((assignment.agent_id, assignment.module_id))
    since = max(assignment.assigned_at, last or assignment.assigned_at)
    return Progress.STUCK if now - since > STUCK_AFTER else Progress.ASSIGNED


def _checked(terms: Terms, now: datetime) -> Terms:
    if terms.due_at <= now:
        raise Invalid("due_in_past")
    if terms.due_at > now + LATEST_DUE:
        raise Invalid("due_too_late")
    return Terms(terms.due_at, clean_reason(terms.reason))


def _agent_to_assign(work: Work, actor: Account, agent_id: int) -> Account:
    """An active agent of the actor's, to whom nobody else assigns anything meanwhile."""
    agent = open_agent(work, actor, Act.ASSIGN, agent_id)
    if not agent.active:
        raise Refused("agent_disabled")
    work.assignments.lock_agent(agent_id)
    return agent


def _add(work: Work, actor: Account, agent: Account, new: NewAssignment, now: datetime) -> int:
    given = work.assignments.of_agents([agent.account_id])
    if any(one.is_open and one.module_id == new.module_id for one in given):
        raise Refused("assignment_open")
    assignment_id = work.assignments.add(new, now)
    told = {"module": new.module_id, "reason": new.reason}
    if new.criterion_id:
        told["criterion"] = new.criterion_id
    work.audit.add(actor, AuditLine("assignment.add", agent.username, told), now)
    return assignment_id


def _standing(work: Work, agent: Account, module_id: str, now: datetime) -> Proposal:
    """The proposal as it stands now; somebody else may have decided on it."""
    for proposal in proposed(work, [agent], now):
        if proposal.module.module_id == module_id:
            return proposal
    raise NotFound("proposal_gone")
