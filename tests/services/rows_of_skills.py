"""Who may see which skills and give what to whom; part of test_permissions.py."""

from collections.abc import Callable
from datetime import timedelta

from services import assignments, modules, proposals, skills
from services.assignments import Terms
from storage.assignments import NewAssignment
from storage.evidence import NewEvidence
from storage.records import Account, Call, Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre, evaluation_of
from tests.services.scene import AGENT, AGENTS, SUPERVISOR, SUPERVISORS, Row, Scene

TERMS = Terms(NOW + timedelta(days=7), "agreed in the talk")


def prepare(centre: Centre, released: Call) -> None:
    """Two modules, one of them assigned, and three misses that propose the other one."""
    modules.publish(centre.store, [sample_module("empathy"), sample_module("patience")], NOW)
    by_id = centre.person(Role.SUPERVISOR).account_id
    with centre.store.transaction() as work:
        work.evidence.add_all(_miss(released, number) for number in range(3))
        new = NewAssignment(released.agent_id, "patience", by_id, "why", TERMS.due_at)
        work.assignments.add(new, NOW)


def _miss(call: Call, number: int) -> NewEvidence:
    return NewEvidence(
        agent_id=call.agent_id,
        skill_id="empathy",
        kind="call",
        value=0.0,
        weight=1.0,
        shown_at=NOW - timedelta(hours=1 + number),
        source=f"evaluation:{1000 + number}",
        criterion_id="empathy",
        evaluation_id=evaluation_of(call),
        detail={"call_id": call.call_id},
    )


def _of_team(act: Callable[..., object]) -> Callable[[Scene, Account], object]:
    """Of the team "here", named."""
    return lambda s, who: act(s.centre.store, who, s.centre.here, NOW)


def _own_team(act: Callable[..., object]) -> Callable[[Scene, Account], object]:
    return lambda s, who: act(s.centre.store, who, None, NOW)


def _of_agent(act: Callable[..., object], *more: object) -> Callable[[Scene, Account], object]:
    return lambda s, who: act(s.centre.store, who, s.centre.agent.account_id, *more, NOW)


def _own(act: Callable[..., object]) -> Callable[[Scene, Account], object]:
    return lambda s, who: act(s.centre.store, who, NOW)


def _cancel(scene: Scene, actor: Account) -> None:
    with scene.centre.store.reading() as work:
        (given,) = work.assignments.of_agents([scene.centre.agent.account_id])
    store, given_id = scene.centre.store, given.assignment_id
    assignments.cancel_assignment(store, actor, given_id, "not now", NOW)


ACTS: dict[str, Row] = {
    "skills.picture": Row(AGENTS, _own(skills.picture)),
    "skills.matrix": Row(SUPERVISOR, _of_team(skills.matrix)),
    "skills.cell": Row(AGENT | SUPERVISOR, _of_agent(skills.cell, "empathy")),
    "skills.open_agent_page": Row(SUPERVISOR, _of_agent(skills.open_agent_page)),
    "proposals.list_proposals": Row(SUPERVISORS, _own_team(proposals.list_proposals)),
    "assignments.list_team": Row(SUPERVISOR, _of_team(assignments.list_team)),
    "assignments.list_of_agent": Row(SUPERVISOR, _of_agent(assignments.list_of_agent)),
    "assignments.list_own": Row(AGENTS, _own(assignments.list_own)),
    "assignments.assign_module": Row(
        SUPERVISOR, _of_agent(assignments.assign_module, "empathy", TERMS)
    ),
    "assignments.confirm_proposal": Row(
        SUPERVISOR, _of_agent(assignments.confirm_proposal, "empathy", TERMS)
    ),
    "assignments.dismiss_proposal": Row(
        SUPERVISOR, _of_agent(assignments.dismiss_proposal, "empathy", "on leave")
    ),
    "assignments.cancel_assignment": Row(SUPERVISOR, _cancel),
}
