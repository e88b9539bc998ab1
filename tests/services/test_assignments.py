"""What calls propose, what a supervisor decides, and how an assignment comes to its end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qa.model import Channel, Verdict
from services import assignments, modules, proposals
from services.assignments import Progress, Terms
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.proposals import Proposal
from storage.assignments import Assignment
from storage.lesson_reads import LessonRead
from storage.records import Account, Call, Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre

DUE = NOW + timedelta(days=14)
TERMS = Terms(DUE, "three calls without a word for the customer")
MET, MISSED = Verdict.MET, Verdict.NOT_MET


@pytest.fixture
def taught(both: Centre) -> Centre:
    """With two modules that serve the criterion of empathy, one of them of that skill."""
    modules.publish(both.store, [sample_module("empathy"), sample_module("patience")], NOW)
    return both


def supervisor(centre: Centre) -> Account:
    return centre.person(Role.SUPERVISOR)


def release(
    centre: Centre, *verdicts: Verdict, since: datetime = NOW, agent: Account | None = None
) -> list[Call]:
    """Released calls, the oldest first, the last one an hour before `since`."""
    hours = range(len(verdicts), 0, -1)
    return [
        centre.add_released(
            agent, verdicts={"empathy": verdict}, happened_at=since - timedelta(hours=ago)
        )
        for verdict, ago in zip(verdicts, hours, strict=True)
    ]


def proposed(centre: Centre, now: datetime = NOW) -> tuple[Proposal, ...]:
    return proposals.list_proposals(centre.store, supervisor(centre), None, now)


def given(centre: Centre) -> tuple[Assignment, ...]:
    with centre.store.reading() as work:
        return work.assignments.of_agents([centre.agent.account_id])


def assign(centre: Centre, module_id: str = "empathy", terms: Terms = TERMS) -> int:
    return assignments.assign_module(
        centre.store, supervisor(centre), centre.agent.account_id, module_id, terms, NOW
    )


def confirm(centre: Centre) -> int:
    return assignments.confirm_proposal(
        centre.store, supervisor(centre), centre.agent.account_id, "empathy", TERMS, NOW
    )


def dismiss(centre: Centre) -> None:
    assignments.dismiss_proposal(
        centre.store, supervisor(centre), centre.agent.account_id, "empathy", "on leave", NOW
    )


def test_three_misses_in_the_latest_five_calls_propose_the_module(taught: Centre) -> None:
    calls = release(taught, MISSED, MET, MISSED, MET, MISSED)
    (proposal,) = proposed(taught)
    assert (proposal.agent, proposal.module.module_id) == (taught.agent, "empathy")
    assert [(one.criterion_id, one.looked_at) for one in proposal.missed] == [("empathy", 5)]
    assert proposal.call_ids == tuple(calls[at].call_id for at in (4, 2, 0))
    assert given(taught) == ()  # nothing is assigned by the machine


@pytest.mark.parametrize(
    "verdicts",
    [
        (MISSED, MISSED),
        (MISSED, MET, MISSED, MET, MET),
        (MISSED, MISSED, MISSED, MET, MET, MET),
    ],
    ids=["too few", "twice in five", "three times, but one is too long ago"],
)
def test_fewer_misses_propose_nothing(taught: Centre, verdicts: tuple[Verdict, ...]) -> None:
    release(taught, *verdicts)
    assert proposed(taught) == ()


def test_calls_where_the_criterion_did_not_apply_are_passed_over(taught: Centre) -> None:
    none = Verdict.NOT_APPLICABLE
    release(taught, MISSED, none, MISSED, none, none, MISSED)
    assert proposed(taught)[0].missed[0].looked_at == 3


def test_calls_of_long_ago_propose_nothing(taught: Centre) -> None:
    release(taught, *[MISSED] * 5, since=NOW - timedelta(days=91))
    assert proposed(taught) == ()


def test_several_criteria_of_one_module_are_one_proposal(both: Centre) -> None:
    serving = replace(sample_module("communication"), criteria=("summary", "company"))
    modules.publish(both.store, [serving], NOW)
    for ago in (1, 2, 3, 4):
        verdicts = {"summary": MISSED, "company": MISSED if ago > 1 else MET}
        both.add_released(verdicts=verdicts, happened_at=NOW - timedelta(hours=ago))
    (proposal,) = proposed(both)
    counted = [(one.criterion_id, len(one.moments), one.looked_at) for one in proposal.missed]
    assert counted == [("summary", 4, 4), ("company", 3, 4)]
    assert len(proposal.call_ids) == 4
    assignments.dismiss_proposal(
        both.store, supervisor(both), both.agent.account_id, "communication", "on leave", NOW
    )
    assert proposed(both) == ()


@pytest.mark.parametrize(("channel", "count"), [(Channel.VOICE, 0), (Channel.EMAIL, 1)])
def test_a_module_of_writing_is_for_what_was_missed_in_writing(
    both: Centre, channel: Channel, count: int
) -> None:
    modules.publish(both.store, [sample_module("writing")], NOW)
    for ago in (1, 2, 3):
        both.add_released(
            verdicts={"empathy": MISSED}, channel=channel, happened_at=NOW - timedelta(hours=ago)
        )
    assert len(proposed(both)) == count


def test_without_a_module_that_teaches_it_nothing_is_proposed(both: Centre) -> None:
    release(both, *[MISSED] * 5)
    assert proposed(both) == ()


def test_a_confirmed_proposal_keeps_its_criterion_and_calls(taught: Centre) -> None:
    calls = release(taught, *[MISSED] * 3)
    confirm(taught)
    (kept,) = given(taught)
    assert (kept.module_id, kept.due_at, kept.reason) == ("empathy", DUE, TERMS.reason)
    assert (kept.criterion_id, set(kept.call_ids)) == (
        "empathy",
        {call.call_id for call in calls},
    )
    assert taught.audit_acts()[-1] == "assignment.add"


def test_while_the_module_is_open_it_is_not_proposed(taught: Centre) -> None:
    assign(taught)
    release(taught, *[MISSED] * 5)
    assert proposed(taught) == ()


def test_after_it_is_done_only_later_calls_count(taught: Centre) -> None:
    release(taught, *[MISSED] * 5, since=NOW - timedelta(days=10))
    confirm(taught)
    with taught.store.transaction() as work:
        done_at = NOW - timedelta(days=5)
        assignments.complete(work, taught.agent.account_id, "empathy", done_at)
    assert proposed(taught) == ()
    release(taught, MISSED, MISSED, MISSED)
    assert proposed(taught)[0].missed[0].looked_at == 3


def test_a_dismissed_proposal_is_not_made_again_from_the_same_calls(taught: Centre) -> None:
    release(taught, *[MISSED] * 5, since=NOW - timedelta(days=1))
    dismiss(taught)
    assert proposed(taught) == ()
    release(taught, MISSED, MISSED)
    assert proposed(taught) == ()
    release(taught, MISSED)
    assert proposed(taught)[0].missed[0].looked_at == 3
    assert "proposal.dismiss" in taught.audit_acts()


@pytest.mark.parametrize("decide", [confirm, dismiss])
def test_a_proposal_that_stands_no_longer_cannot_be_decided_on(
    taught: Centre, decide: object
) -> None:
    release(taught, MISSED, MISSED)
    with pytest.raises(NotFound, match="proposal_gone"):
        decide(taught)  # type: ignore[operator]


def test_a_module_is_assigned_by_hand(taught: Centre) -> None:
    assign(taught)
    (kept,) = given(taught)
    assert (kept.by_name, kept.criterion_id, kept.call_ids) == (supervisor(taught).name, None, ())


def test_the_same_module_is_open_once(taught: Centre) -> None:
    assign(taught)
    with pytest.raises(Refused, match="assignment_open"):
        assign(taught)
    assign(taught, "patience")


@pytest.mark.parametrize(
    ("module_id", "terms", "code"),
    [
        ("juggling", TERMS, "module_unknown"),
        ("empathy", Terms(NOW, "why"), "due_in_past"),
        ("empathy", Terms(NOW + timedelta(days=400), "why"), "due_too_late"),
        ("empathy", Terms(DUE, " \u200f "), "reason_missing"),
        ("empathy", Terms(DUE, "x" * 1_000_000), "text_too_long"),
    ],
)
def test_what_cannot_be_assigned_is_refused(
    taught: Centre, module_id: str, terms: Terms, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        assign(taught, module_id, terms)
    assert given(taught) == ()


def test_a_disabled_agent_is_assigned_nothing(taught: Centre) -> None:
    with taught.store.transaction() as work:
        work.accounts.set_active(taught.agent.account_id, False)
    with pytest.raises(Refused, match="agent_disabled"):
        assign(taught)


def test_only_agents_are_assigned_anything(taught: Centre) -> None:
    with pytest.raises(NotFound):
        assignments.assign_module(
            taught.store,
            supervisor(taught),
            taught.reviewer.account_id,
            "empathy",
            TERMS,
            NOW,
        )


def test_an_agent_cannot_assign_to_oneself(taught: Centre) -> None:
    with pytest.raises((PermissionDenied, NotFound)):
        assignments.assign_module(
            taught.store, taught.agent, taught.agent.account_id, "empathy", TERMS, NOW
        )


def test_a_cancelled_assignment_can_be_made_anew(taught: Centre) -> None:
    assignment_id = assign(taught)
    for _ in range(2):
        assignments.cancel_assignment(
            taught.store, supervisor(taught), assignment_id, "wrong one", NOW
        )
    assert taught.audit_acts().count("assignment.cancel") == 1
    assign(taught)
    assert [one.is_open for one in given(taught)] == [False, True]


def test_certifying_without_an_assignment_changes_nothing(taught: Centre) -> None:
    with taught.store.transaction() as work:
        assignments.complete(work, taught.agent.account_id, "empathy", NOW)
    assert given(taught) == ()


@pytest.mark.parametrize(
    ("days_later", "learned", "progress"),
    [
        (1, None, Progress.ASSIGNED),
        (8, None, Progress.STUCK),
        (8, 3, Progress.ASSIGNED),
        (13, 3, Progress.STUCK),
        (15, 14, Progress.OVERDUE),
    ],
)
def test_progress_tells_overdue_from_stuck(
    taught: Centre, days_later: int, learned: int | None, progress: Progress
) -> None:
    assign(taught)
    if learned is not None:
        with taught.store.transaction() as work:
            at = NOW + timedelta(days=learned)
            agent_id = taught.agent.account_id
            work.lesson_reads.add(LessonRead(agent_id, "empathy.l1", "empathy", "v", at))
    later = NOW + timedelta(days=days_later)
    lines = assignments.list_team(taught.store, supervisor(taught), None, later).lines
    assert [line.progress for line in lines] == [progress]
    assert lines[0].module_title.en == "Empathy"


def test_done_and_cancelled_are_told_apart(taught: Centre) -> None:
    assign(taught)
    cancelled = assign(taught, "patience")
    with taught.store.transaction() as work:
        assignments.complete(work, taught.agent.account_id, "empathy", NOW)
    assignments.cancel_assignment(taught.store, supervisor(taught), cancelled, "wrong", NOW)
    lines = assignments.list_own(taught.store, taught.agent, NOW)
    assert {line.assignment.module_id: line.progress for line in lines} == {
        "empathy": Progress.DONE,
        "patience": Progress.CANCELLED,
    }


def test_a_retired_module_that_was_assigned_is_still_listed(taught: Centre) -> None:
    assign(taught)
    modules.retire(taught.store, "empathy", NOW)
    for days in (1, 9, 60):
        now = NOW + timedelta(days=days)
        (line,) = assignments.list_team(taught.store, supervisor(taught), None, now).lines
        assert (line.module_title.en, line.progress) == ("Empathy", Progress.RETIRED)
    modules.publish(taught.store, [sample_module("empathy")], NOW)
    (line,) = assignments.list_own(taught.store, taught.agent, NOW)
    assert line.progress is Progress.ASSIGNED


def test_supervisors_see_their_own_teams_only(taught: Centre) -> None:
    assign(taught)
    other = taught.person(Role.SUPERVISOR, taught.there)
    assert assignments.list_team(taught.store, other, None, NOW).lines == ()
    with pytest.raises(NotFound):
        assignments.list_team(taught.store, other, taught.here, NOW)
