"""Modules published, changed and retired while people are in them; and everything at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from services import assignments, learning, modules, quizzes, reviews, scenarios, today, writing
from services.assignments import Terms
from services.errors import NotFound, Refused
from services.quizzes import Given
from services.writing import NewDraft
from storage.records import Role
from tests.sample_answers import right_answer
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Module

LATER = NOW + timedelta(days=1)


def published(centre: Centre) -> Module:
    modules.publish(centre.store, [sample_module("empathy")], NOW)
    return modules.published(centre.store)["empathy"]


def without_questions(module: Module) -> Module:
    """The next version: half of the questions and all but one card are gone."""
    return replace(module, questions=module.questions[::2], cards=module.cards[:1])


def test_the_same_module_published_by_many_at_once_is_published_once(both: Centre) -> None:
    module = sample_module("empathy")
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: modules.publish(both.store, [module], NOW), range(6)))
    assert sorted(told) == [(), (), (), (), (), ("empathy",)]


def test_a_quiz_begun_before_its_questions_were_removed_is_finished_with_them(
    both: Centre,
) -> None:
    module = published(both)
    attempt = quizzes.start_quiz(both.store, both.agent, "empathy", "certify", NOW, seed=3)
    modules.publish(both.store, [without_questions(module)], NOW)
    modules.retire(both.store, "empathy", NOW)
    assert quizzes.start_quiz(both.store, both.agent, "empathy", "certify", NOW) == attempt
    view = quizzes.open_attempt(both.store, both.agent, attempt)
    for position in range(len(view.attempt.drawn)):
        given = Given(position, right_answer(view.question(position)))
        quizzes.answer_question(both.store, both.agent, attempt, given, NOW)
    result = quizzes.submit_quiz(both.store, both.agent, attempt, NOW)
    assert result.passed
    assert result.certificate_code
    with pytest.raises(NotFound):
        quizzes.start_quiz(both.store, both.agent, "empathy", "certify", NOW)


def test_cards_of_removed_questions_and_retired_modules_are_still_asked(centre: Centre) -> None:
    module = published(centre)
    for lesson in module.lessons:
        learning.read_lesson(centre.store, centre.agent, lesson.id, NOW)
    modules.publish(centre.store, [without_questions(module)], NOW)
    modules.retire(centre.store, "empathy", NOW)
    queue = reviews.queue(centre.store, centre.agent, NOW)
    assert len(queue.due) == len(module.cards)
    for due in queue.due:
        given = reviews.Given(due.question.id, due.token, right_answer(due.question), 1)
        assert reviews.answer(centre.store, centre.agent, given, NOW).right


def test_a_talk_and_a_draft_go_on_after_the_module_is_retired(centre: Centre) -> None:
    modules.publish(centre.store, [sample_module("writing")], NOW)
    module = modules.published(centre.store)["writing"]
    run = scenarios.start_run(centre.store, centre.agent, module.scenarios[0].id, NOW)
    first = NewDraft(1, "Hello Reem, I will call you today.")
    piece = writing.begin(centre.store, centre.agent, "writing.t01", "en", first, NOW)
    modules.retire(centre.store, "writing", NOW)
    said = scenarios.Said(1, "Hello, I am sorry about that.")
    assert scenarios.say(centre.store, centre.agent, run, said, NOW).turns
    second = NewDraft(2, "Hello Reem, I will call you at 4 pm today.")
    assert writing.write_draft(centre.store, centre.agent, piece, second, NOW).number == 2
    assert writing.submit_piece(centre.store, centre.agent, piece, NOW).piece.submitted_at
    scenarios.end(centre.store, centre.agent, run, NOW)
    with pytest.raises(NotFound):
        scenarios.retry(centre.store, centre.agent, run, NOW)


def test_a_path_that_names_a_retired_module_leaves_it_out(centre: Centre) -> None:
    published(centre)
    modules.retire(centre.store, "empathy", NOW)
    assert not learning.my_path(centre.store, centre.agent).stages
    assert not learning.has_path(centre.store, centre.agent)
    today.today(centre.store, centre.agent, NOW)


def test_an_assigned_module_that_was_retired_can_be_seen_and_cancelled(both: Centre) -> None:
    published(both)
    supervisor, agent = both.person(Role.SUPERVISOR), both.agent
    terms = Terms(LATER, "After three calls")
    given = assignments.assign_module(
        both.store, supervisor, agent.account_id, "empathy", terms, NOW
    )
    modules.retire(both.store, "empathy", NOW)
    today.today(both.store, agent, NOW + timedelta(days=9))
    assert assignments.list_own(both.store, agent, NOW)[0].module_title.en == "Empathy"
    assignments.cancel_assignment(both.store, supervisor, given, "Retired", NOW)
    assert not assignments.list_own(both.store, agent, NOW)[0].assignment.is_open


def test_a_module_assigned_by_many_at_once_is_assigned_once(both: Centre) -> None:
    published(both)
    supervisor, agent_id = both.person(Role.SUPERVISOR), both.agent.account_id

    def assign(_: int) -> bool:
        terms = Terms(LATER, "After three calls")
        try:
            assignments.assign_module(both.store, supervisor, agent_id, "empathy", terms, NOW)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(assign, range(6))) == 1


def test_everything_sent_many_times_at_once_counts_once(both: Centre) -> None:
    module, agent = published(both), both.agent
    with ThreadPoolExecutor(6) as pool:
        started = pool.map(
            lambda _: quizzes.start_quiz(both.store, agent, "empathy", "certify", NOW),
            range(6),
        )
        (attempt,) = set(started)
        view = quizzes.open_attempt(both.store, agent, attempt)
        for position in range(len(view.attempt.drawn)):
            given = Given(position, right_answer(view.question(position)))
            list(
                pool.map(
                    lambda _, one=given: quizzes.answer_question(
                        both.store, agent, attempt, one, NOW
                    ),
                    range(6),
                )
            )
        codes = pool.map(
            lambda _: quizzes.submit_quiz(both.store, agent, attempt, NOW).certificate_code,
            range(6),
        )
        assert len(set(codes)) == 1
    with both.store.reading() as work:
        shown = work.evidence.of_skill(agent.account_id, module.skill, NOW - timedelta(days=1))
    assert len(shown) == 1
