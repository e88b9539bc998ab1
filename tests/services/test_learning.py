"""Modules, lessons and the path as a person meets them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services import certificates, learning, modules, reviews
from services.errors import Invalid, NotFound, PermissionDenied
from storage.records import Role
from tests.certified import passed
from tests.services.conftest import NOW, Centre
from tests.services.learners import STEPS, certify, hand_in, publish, read_all

READERS = [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN]


@pytest.fixture(autouse=True)
def short_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(modules, "path", lambda: STEPS)
    yield


def test_a_lesson_is_read_once_and_brings_the_modules_cards(both: Centre) -> None:
    publish(both.store)
    for _ in range(2):
        learning.read_lesson(both.store, both.agent, "empathy.l1-start", NOW)
    made = learning.progress(both.store, both.agent)["empathy"]
    assert (made.lessons_read, made.next_lesson and made.next_lesson.id) == (1, "empathy.l2-start")
    assert len(reviews.queue(both.store, both.agent, NOW).due) == 3


def test_progress_knows_the_best_practice_and_the_last_certification(both: Centre) -> None:
    module = publish(both.store)["empathy"]
    for score in (60.0, 85.0, 70.0):
        hand_in(both.store, both.agent, module, "practise", score)
    hand_in(both.store, both.agent, module, "certify", 50.0)
    hand_in(both.store, both.agent, module, "certify", 76.0)
    made = learning.progress(both.store, both.agent)["empathy"]
    assert (made.best_practised, made.is_ready) == (85.0, True)
    assert made.failed and made.failed.score == 76.0


def test_a_certificate_that_was_withdrawn_certifies_nothing(centre: Centre) -> None:
    module = publish(centre.store)["empathy"]
    certificate = passed(centre.store, centre.agent, module)
    assert learning.progress(centre.store, centre.agent)["empathy"].certified_at
    certificates.revoke(
        centre.store, centre.person(Role.SUPERVISOR), certificate.code, "wrong person", NOW
    )
    assert learning.progress(centre.store, centre.agent)["empathy"].certified_at is None


def test_the_path_counts_its_days_from_the_accounts_creation(centre: Centre) -> None:
    publish(centre.store)
    stages = learning.my_path(centre.store, centre.agent).stages
    assert [stage.due_at for stage in stages] == [NOW + timedelta(days=5), NOW + timedelta(days=15)]
    assert [stage.state for stage in stages] == ["current", "ahead"]


def test_a_certified_stage_is_done_and_the_next_one_begins(centre: Centre) -> None:
    known = publish(centre.store)
    certify(centre.store, centre.agent, known["communication"])
    path = learning.my_path(centre.store, centre.agent)
    assert [stage.state for stage in path.stages] == ["done", "current"]
    assert learning.has_path(centre.store, centre.agent)


def test_a_finished_path_leaves_the_bar_but_can_be_opened(centre: Centre) -> None:
    for module in publish(centre.store).values():
        certify(centre.store, centre.agent, module)
    assert not learning.has_path(centre.store, centre.agent)
    assert learning.my_path(centre.store, centre.agent).is_finished


def test_a_retired_module_leaves_the_path(centre: Centre) -> None:
    publish(centre.store)
    modules.retire(centre.store, "communication", NOW)
    stages = learning.my_path(centre.store, centre.agent).stages
    assert [stage.module.module_id for stage in stages] == ["empathy"]


def test_without_modules_there_is_no_path(centre: Centre) -> None:
    assert learning.my_path(centre.store, centre.agent).stages == ()
    assert not learning.has_path(centre.store, centre.agent)


@pytest.mark.parametrize("role", READERS)
def test_whoever_does_not_learn_reads_without_progress(centre: Centre, role: Role) -> None:
    publish(centre.store)
    person = centre.person(role)
    assert learning.open_module(centre.store, person, "empathy").progress is None
    page = learning.open_lesson(centre.store, person, "empathy.l1-start")
    assert (page.number, page.is_read) == (1, False)
    with pytest.raises(PermissionDenied):
        learning.read_lesson(centre.store, person, "empathy.l1-start", NOW)


@pytest.mark.parametrize("name", ["empathy.l9", "", "empathy", "🙂", "../x"])
def test_what_is_not_there_is_not_found(centre: Centre, name: str) -> None:
    publish(centre.store)
    with pytest.raises(NotFound):
        learning.open_lesson(centre.store, centre.agent, name)
    with pytest.raises(NotFound):
        learning.open_module(centre.store, centre.agent, f"{name}?")


def test_a_question_beside_a_lesson_is_graded_and_forgotten(centre: Centre) -> None:
    publish(centre.store)
    page = learning.open_lesson(centre.store, centre.agent, "empathy.l1-start")
    (asked,) = page.questions
    with pytest.raises(Invalid):
        learning.try_question(
            centre.store, centre.agent, page.lesson.id, asked.id, "no such choice"
        )
    with pytest.raises(NotFound):
        learning.try_question(centre.store, centre.agent, page.lesson.id, "empathy.q09", "x")
    assert reviews.queue(centre.store, centre.agent, NOW).due == ()


def test_one_person_sees_nothing_of_anothers_progress(centre: Centre) -> None:
    module = publish(centre.store)["empathy"]
    read_all(centre.store, centre.agent, module)
    other = centre.add_person(Role.AGENT, centre.here)
    assert learning.progress(centre.store, other)["empathy"].lessons_read == 0
