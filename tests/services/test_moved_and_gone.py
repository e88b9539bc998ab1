"""People who leave, and calls that are withdrawn or removed, after something was learned."""

from datetime import timedelta

import pytest

from qa.model import Verdict
from services import accounts, assignments, calls, certificates, evaluations, skills
from services.assignments import Terms
from services.errors import NotFound, PermissionDenied, Refused
from storage.records import Role
from tests.certified import passed
from tests.services.conftest import NOW, Centre, evaluation_of
from tests.services.learners import publish

TERMS = Terms(NOW + timedelta(days=9), "After three calls")


def test_a_disabled_agents_assignment_is_seen_and_cancelled_and_none_is_added(
    centre: Centre,
) -> None:
    publish(centre.store)
    supervisor, agent = centre.person(Role.SUPERVISOR), centre.agent
    given = assignments.assign_module(
        centre.store, supervisor, agent.account_id, "empathy", TERMS, NOW
    )
    accounts.set_active(centre.store, centre.admin, agent.account_id, False, NOW)
    lines = assignments.list_of_agent(centre.store, supervisor, agent.account_id, NOW)
    assert [line.line_id for line in lines] == [given]
    with pytest.raises(Refused):
        assignments.assign_module(
            centre.store, supervisor, agent.account_id, "communication", TERMS, NOW
        )
    assignments.cancel_assignment(centre.store, supervisor, given, "Left the company", NOW)


def test_another_teams_supervisor_reaches_nothing_of_an_agent(centre: Centre) -> None:
    module = publish(centre.store)["empathy"]
    agent, stranger = centre.agent, centre.person(Role.SUPERVISOR, centre.there)
    own = centre.person(Role.SUPERVISOR)
    given = assignments.assign_module(centre.store, own, agent.account_id, "empathy", TERMS, NOW)
    code = passed(centre.store, agent, module).code
    for act in (
        lambda: skills.cell(centre.store, stranger, agent.account_id, "empathy", NOW),
        lambda: skills.open_agent_page(centre.store, stranger, agent.account_id, NOW),
        lambda: skills.matrix(centre.store, stranger, centre.here, NOW),
        lambda: assignments.list_of_agent(centre.store, stranger, agent.account_id, NOW),
        lambda: assignments.cancel_assignment(centre.store, stranger, given, "Not mine", NOW),
        lambda: certificates.revoke(centre.store, stranger, code, "Not mine", NOW),
        lambda: certificates.pdf(centre.store, stranger, code, "en", "http://here"),
    ):
        with pytest.raises((NotFound, PermissionDenied)):
            act()


def test_a_call_that_is_removed_takes_its_evidence_and_leaves_pages_whole(both: Centre) -> None:
    publish(both.store)
    supervisor, agent = both.person(Role.SUPERVISOR), both.agent
    missed = {"empathy_acknowledged": Verdict.NOT_MET}
    call = both.add_released(verdicts=missed)
    before = sum(len(cell_of(both, skill)) for skill in SKILLS)
    evaluations.withdraw_release(both.store, both.reviewer, evaluation_of(call), "Wrong agent", NOW)
    assert not any(cell_of(both, skill) for skill in SKILLS)
    evaluations.release(both.store, both.reviewer, evaluation_of(call), NOW)
    assert sum(len(cell_of(both, skill)) for skill in SKILLS) == before > 0
    evaluations.withdraw_release(
        both.store, both.reviewer, evaluation_of(call), "A private call", NOW
    )
    calls.remove_call(both.store, both.files, both.reviewer, call.call_id, "A private call", NOW)
    assert not any(cell_of(both, skill) for skill in SKILLS)
    skills.open_agent_page(both.store, supervisor, agent.account_id, NOW)


SKILLS = ("communication", "patience", "empathy", "courtesy", "verification")


def cell_of(centre: Centre, skill_id: str) -> tuple[object, ...]:
    supervisor = centre.person(Role.SUPERVISOR)
    agent_id = centre.agent.account_id
    return skills.cell(centre.store, supervisor, agent_id, skill_id, NOW).rests_on
