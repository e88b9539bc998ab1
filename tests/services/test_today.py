"""What an agent's day asks for, in the order in which it is best done."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from services import assignments, modules
from services import today as today_acts
from services.assignments import Terms
from services.errors import PermissionDenied
from services.today import DueThing, is_for_today, is_overdue, today
from storage.records import Role
from tests.services.conftest import NOW, Centre
from tests.services.learners import STEPS, certify, hand_in, publish, read_all


@pytest.fixture(autouse=True)
def short_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(modules, "path", lambda: STEPS)
    yield


def dues(centre: Centre, now: datetime = NOW) -> list[DueThing]:
    return list(today(centre.store, centre.agent, now).dues)


def told(centre: Centre, now: datetime = NOW) -> list[tuple[str, str, str]]:
    """Why, in which module, which step."""
    return [
        (due.why, due.step.module.module_id if due.step else "", due.step.step if due.step else "")
        for due in dues(centre, now)
    ]


def assign(centre: Centre, module_id: str, days: int = 7) -> None:
    supervisor = centre.person(Role.SUPERVISOR)
    terms = Terms(NOW + timedelta(days=days), "Your last three calls closed without a summary.")
    assignments.assign_module(
        centre.store, supervisor, centre.agent.account_id, module_id, terms, NOW
    )


def test_a_new_hire_is_given_the_first_lesson_of_the_path(centre: Centre) -> None:
    publish(centre.store)
    (due,) = dues(centre)
    assert told(centre) == [("path", "communication", "lesson")]
    assert due.step and due.step.lesson and due.minutes == due.step.lesson.minutes


def test_lessons_practice_and_certification_follow_each_other(centre: Centre) -> None:
    module = publish(centre.store)["communication"]
    read_all(centre.store, centre.agent, module)
    assert ("path", "communication", "practise") in told(centre)
    hand_in(centre.store, centre.agent, module, "practise", 70.0)
    assert ("path", "communication", "practise") in told(centre)
    hand_in(centre.store, centre.agent, module, "practise", 90.0)
    assert ("path", "communication", "certify") in told(centre)
    hand_in(centre.store, centre.agent, module, "certify", 70.0)
    assert ("path", "communication", "retake") in told(centre)
    certify(centre.store, centre.agent, module)
    assert ("path", "empathy", "lesson") in told(centre)


def test_a_running_certification_comes_before_everything(centre: Centre) -> None:
    known = publish(centre.store)
    assign(centre, "communication")
    attempt_id = hand_in(centre.store, centre.agent, known["empathy"], "certify", None)
    first = dues(centre)[0]
    assert (first.why, first.step and first.step.attempt_id) == ("running", attempt_id)


def test_an_assignment_carries_its_reason_and_takes_the_paths_place(centre: Centre) -> None:
    publish(centre.store)
    assign(centre, "communication")
    (due,) = dues(centre)
    assert due.assignment and "without a summary" in due.assignment.reason
    assert due.assignment.by_name == centre.person(Role.SUPERVISOR).name
    assert due.due_at == NOW + timedelta(days=7)


def test_a_module_certified_before_is_certified_anew_when_assigned(centre: Centre) -> None:
    module = publish(centre.store)["communication"]
    certify(centre.store, centre.agent, module)
    assign(centre, "communication")
    assert told(centre)[0] == ("assigned", "communication", "certify")


def test_the_review_waits_when_something_is_due(centre: Centre) -> None:
    module = publish(centre.store)["communication"]
    read_all(centre.store, centre.agent, module)
    review = next(due for due in dues(centre) if due.why == "review")
    assert review.queue and len(review.queue.due) == 3
    assert review.minutes == review.queue.minutes > 0


def test_unanswered_coaching_cards_come_last_and_three_at_most(centre: Centre) -> None:
    publish(centre.store)
    for _ in range(4):
        centre.add_released()
    assert [due.why for due in dues(centre)] == ["path", "card", "card", "card"]


def test_the_minutes_are_those_of_what_is_listed(centre: Centre) -> None:
    publish(centre.store)
    centre.add_released()
    found = today(centre.store, centre.agent, NOW)
    assert found.minutes == sum(due.minutes for due in found.dues) > 0


def test_late_is_told_from_due_today_and_from_later(centre: Centre) -> None:
    publish(centre.store)
    (due,) = dues(centre)
    assert due.due_at is not None
    assert not is_for_today(due, NOW) and not is_overdue(due, NOW)
    assert is_for_today(due, due.due_at) and not is_overdue(due, due.due_at)
    assert is_overdue(due, due.due_at + timedelta(minutes=1))


def test_a_finished_path_is_not_drawn(centre: Centre) -> None:
    for module in publish(centre.store).values():
        certify(centre.store, centre.agent, module)
    assert today(centre.store, centre.agent, NOW).path is None


def test_an_assignment_of_a_retired_module_asks_for_nothing(centre: Centre) -> None:
    publish(centre.store)
    assign(centre, "empathy")
    modules.retire(centre.store, "empathy", NOW)
    assert ("assigned", "empathy", "lesson") not in told(centre)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_agents_have_such_a_day(centre: Centre, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        today_acts.today(centre.store, centre.person(role), NOW)


def test_an_assigned_module_that_was_retired_is_told_and_asks_for_nothing(centre: Centre) -> None:
    publish(centre.store, "empathy")
    assign(centre, "empathy")
    modules.retire(centre.store, "empathy", NOW)
    (due,) = dues(centre, NOW + timedelta(days=9))
    assert told(centre) == [("assigned", "empathy", "retired")]
    assert (due.minutes, due.due_at) == (0, None)


def test_a_certification_of_a_retired_module_can_be_finished(centre: Centre) -> None:
    module = publish(centre.store, "empathy")["empathy"]
    assign(centre, "empathy")
    attempt = hand_in(centre.store, centre.agent, module, "certify", None)
    modules.retire(centre.store, "empathy", NOW)
    (due,) = dues(centre)
    assert told(centre) == [("running", "empathy", "resume")]
    assert due.step and due.step.attempt_id == attempt
