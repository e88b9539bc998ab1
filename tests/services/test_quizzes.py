"""Taking quizzes: drawn once, answered once, graded from what was drawn."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from qa.model import Language
from services import accounts, assignments, modules, quizzes
from services.attempts import AttemptView, Result, explained_at
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.quizzes import Given
from storage.attempts import Mode
from storage.records import Account, Role
from tests.sample_answers import right_answer, wrong_answer
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Module, Question, Single

MODULE = sample_module()
Answering = Callable[[Question], Any]


@pytest.fixture
def centre(centre: Centre) -> Centre:
    modules.publish(centre.store, [MODULE], NOW)
    return centre


def starts(centre: Centre, mode: Mode = "practise", seed: int | None = 5) -> int:
    return quizzes.start_quiz(centre.store, centre.agent, "empathy", mode, NOW, seed)


def view(centre: Centre, attempt_id: int) -> AttemptView:
    return quizzes.open_attempt(centre.store, centre.agent, attempt_id)


def answers(centre: Centre, attempt_id: int, position: int, given: Any) -> None:
    quizzes.answer_question(
        centre.store, centre.agent, attempt_id, Given(position, given, 1500), NOW
    )


def answers_all(centre: Centre, attempt_id: int, how: Answering = right_answer) -> None:
    seen = view(centre, attempt_id)
    for position in range(len(seen.answers), len(seen.attempt.drawn)):
        answers(centre, attempt_id, position, how(seen.question(position)))


def submits(centre: Centre, attempt_id: int) -> Result:
    return quizzes.submit_quiz(centre.store, centre.agent, attempt_id, NOW)


def takes(centre: Centre, mode: Mode, how: Answering = right_answer) -> Result:
    attempt_id = starts(centre, mode, seed=None)
    answers_all(centre, attempt_id, how)
    return submits(centre, attempt_id)


def evidence(centre: Centre) -> list[tuple[str, float, str]]:
    with centre.store.reading() as work:
        pieces = work.evidence.of_skill(centre.agent.account_id, "empathy", NOW - timedelta(days=1))
    return [(piece.kind, piece.value, piece.source) for piece in pieces]


def reviewed(centre: Centre) -> set[str]:
    with centre.store.reading() as work:
        due = work.reviews.due(centre.agent.account_id, NOW + timedelta(days=1), 100)
    return {card.question_id for card in due}


def rows(centre: Centre, table: str) -> int:
    with centre.store.reading() as work:
        session = work.attempts._session
        return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608


def test_a_draw_is_kept_with_its_version_seed_and_language(centre: Centre) -> None:
    attempt = view(centre, starts(centre, "certify")).attempt
    assert len(attempt.drawn) == MODULE.quiz.certify
    assert (attempt.seed, attempt.language, attempt.mode) == (5, "en", "certify")
    assert attempt.module_version == modules.published(centre.store)["empathy"].version


def test_starting_again_takes_up_what_is_running(centre: Centre) -> None:
    first = starts(centre, "certify", seed=1)
    answers(centre, first, 0, right_answer(view(centre, first).question(0)))
    assert starts(centre, "certify", seed=2) == first
    assert view(centre, first).position == 1
    assert starts(centre, "practise") != first


def test_answers_are_kept_with_version_share_time_and_language(centre: Centre) -> None:
    attempt_id = starts(centre)
    question = view(centre, attempt_id).question(0)
    answers(centre, attempt_id, 0, right_answer(question))
    kept = view(centre, attempt_id).answers[0]
    assert (kept.question_id, kept.share, kept.milliseconds) == (question.id, 1.0, 1500)
    assert kept.answer == {"given": right_answer(question)}
    assert len(kept.question_version) == 16


def test_only_the_first_answer_to_a_place_counts(centre: Centre) -> None:
    attempt_id = starts(centre)
    question = view(centre, attempt_id).question(0)
    answers(centre, attempt_id, 0, wrong_answer(question))
    answers(centre, attempt_id, 0, right_answer(question))
    assert [answer.share for answer in view(centre, attempt_id).answers] == [0]


def test_no_place_is_jumped_over(centre: Centre) -> None:
    attempt_id = starts(centre)
    with pytest.raises(Refused, match="quiz_out_of_step"):
        answers(centre, attempt_id, 2, "true")
    assert view(centre, attempt_id).answers == ()


def test_an_answer_that_cannot_be_read_does_not_count(centre: Centre) -> None:
    attempt_id = starts(centre)
    for nonsense in (None, [], {"a": "b"}, "x" * 1_000_000, "🙂", "\u200f", ["nosuch"]):
        with pytest.raises(Invalid):
            answers(centre, attempt_id, 0, nonsense)
    assert view(centre, attempt_id).answers == ()


def test_card_numbers_that_are_typed_are_masked(centre: Centre) -> None:
    short = next(question for question in MODULE.questions if question.type == "short_text")
    only = replace(MODULE, questions=(short,))
    modules.publish(centre.store, [only], NOW)
    attempt_id = starts(centre)
    answers(centre, attempt_id, 0, "my card 4111 1111 1111 1111, I apologise")
    kept = view(centre, attempt_id).answers[0]
    assert "4111 1111" not in str(kept.answer)
    assert kept.share == 1


@pytest.mark.parametrize("mode", ["practise", "certify"])
def test_the_key_is_not_told_before_the_end(centre: Centre, mode: Mode) -> None:
    attempt_id = starts(centre, mode)
    answers(centre, attempt_id, 0, right_answer(view(centre, attempt_id).question(0)))
    with pytest.raises(NotFound):
        explained_at(view(centre, attempt_id), 0, "en")
    answers_all(centre, attempt_id)
    submits(centre, attempt_id)
    assert explained_at(view(centre, attempt_id), 0, "en").right


def test_learning_tells_after_each_answer_and_not_before(centre: Centre) -> None:
    attempt_id = starts(centre, "learn")
    with pytest.raises(NotFound):
        explained_at(view(centre, attempt_id), 0, "en")
    answers(centre, attempt_id, 0, right_answer(view(centre, attempt_id).question(0)))
    assert explained_at(view(centre, attempt_id), 0, "ar").right
    with pytest.raises(NotFound):
        explained_at(view(centre, attempt_id), 1, "ar")


def test_everything_right_passes_with_a_certificate_and_evidence(centre: Centre) -> None:
    result = takes(centre, "certify")
    assert (result.score, result.passed, result.right) == (100, True, MODULE.quiz.certify)
    assert result.certificate_code
    source = f"attempt:{result.view.attempt.attempt_id}"
    assert evidence(centre) == [("quiz", 1.0, source)]
    assert result.look_again == ()


def test_a_failed_certification_names_lessons_and_counts_as_evidence(centre: Centre) -> None:
    result = takes(centre, "certify", wrong_answer)
    assert (result.score, result.passed, result.certificate_code) == (0, False, None)
    assert {lesson.id for lesson in result.look_again} == {lesson.id for lesson in MODULE.lessons}
    assert [value for _, value, _ in evidence(centre)] == [0]
    assert reviewed(centre) == set(result.view.attempt.drawn)


def test_the_pass_mark_itself_passes(centre: Centre) -> None:
    exact = replace(MODULE, quiz=replace(MODULE.quiz, certify=5))
    modules.publish(centre.store, [exact], NOW)
    attempt_id = starts(centre, "certify")
    seen = view(centre, attempt_id)
    for position in range(5):
        how = wrong_answer if position == 2 else right_answer
        answers(centre, attempt_id, position, how(seen.question(position)))
    result = submits(centre, attempt_id)
    assert (result.score, result.passed) == (80, True)


def test_a_retake_draws_other_questions(centre: Centre) -> None:
    first = takes(centre, "certify", wrong_answer).view.attempt
    second = view(centre, starts(centre, "certify", seed=None)).attempt
    assert second.attempt_id != first.attempt_id
    assert not set(first.drawn) & set(second.drawn)


def test_passing_completes_the_open_assignment(centre: Centre) -> None:
    supervisor = centre.person(Role.SUPERVISOR)
    terms = assignments.Terms(NOW + timedelta(days=5), "two calls without a summary")
    assignments.assign_module(
        centre.store, supervisor, centre.agent.account_id, "empathy", terms, NOW
    )
    takes(centre, "certify", wrong_answer)
    assert assignments.list_own(centre.store, centre.agent, NOW)[0].assignment.is_open
    takes(centre, "certify")
    assert not assignments.list_own(centre.store, centre.agent, NOW)[0].assignment.is_open


def test_only_the_first_practice_of_a_version_counts_as_evidence(centre: Centre) -> None:
    takes(centre, "practise", wrong_answer)
    takes(centre, "practise")
    assert [value for _, value, _ in evidence(centre)] == [0]
    modules.publish(centre.store, [replace(MODULE, criteria=())], NOW)
    takes(centre, "practise")
    assert sorted(value for _, value, _ in evidence(centre)) == [0, 1]


def test_learning_is_no_evidence_but_comes_back_for_review(centre: Centre) -> None:
    result = takes(centre, "learn", wrong_answer)
    assert evidence(centre) == []
    assert result.passed is None
    assert reviewed(centre) == set(result.view.attempt.drawn)


def test_an_unfinished_quiz_is_not_closed(centre: Centre) -> None:
    attempt_id = starts(centre)
    with pytest.raises(Refused, match="quiz_unfinished"):
        submits(centre, attempt_id)
    with pytest.raises(NotFound):
        quizzes.open_result(centre.store, centre.agent, attempt_id)


def test_closing_twice_counts_once(centre: Centre) -> None:
    result = takes(centre, "certify")
    again = quizzes.submit_quiz(
        centre.store, centre.agent, result.view.attempt.attempt_id, NOW + timedelta(hours=1)
    )
    assert again == result
    assert (rows(centre, "certificates"), rows(centre, "skill_evidence")) == (1, 1)


def test_a_module_retired_meanwhile_is_finished_all_the_same(centre: Centre) -> None:
    attempt_id = starts(centre, "certify")
    modules.retire(centre.store, "empathy", NOW)
    assert starts(centre, "certify") == attempt_id
    answers_all(centre, attempt_id)
    assert submits(centre, attempt_id).passed
    with pytest.raises(NotFound):
        starts(centre, "certify")


def test_a_module_published_meanwhile_changes_nothing_in_a_running_attempt(centre: Centre) -> None:
    attempt_id = starts(centre, "certify")
    modules.publish(centre.store, [turned_round(MODULE)], NOW)
    answers_all(centre, attempt_id)  # by the key of the version that was drawn
    assert submits(centre, attempt_id).score == 100


def turned_round(module: Module) -> Module:
    """Every first option is the right one now."""
    questions = tuple(
        replace(
            question,
            options=tuple(replace(option, right=not option.right) for option in question.options),
        )
        if isinstance(question, Single)
        else question
        for question in module.questions
    )
    return replace(module, questions=questions)


def test_nobody_opens_answers_or_closes_somebody_elses_attempt(centre: Centre) -> None:
    attempt_id = starts(centre)
    other = centre.add_person(Role.AGENT, centre.here)
    attempts: list[Callable[[Account], object]] = [
        lambda who: quizzes.open_attempt(centre.store, who, attempt_id),
        lambda who: quizzes.answer_question(centre.store, who, attempt_id, Given(0, "true"), NOW),
        lambda who: quizzes.submit_quiz(centre.store, who, attempt_id, NOW),
        lambda who: quizzes.open_result(centre.store, who, attempt_id),
        lambda who: quizzes.report_question(centre.store, who, attempt_id, 0, "", NOW),
    ]
    for act in attempts:
        with pytest.raises(NotFound):
            act(other)
    assert view(centre, attempt_id).answers == ()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_learners_take_quizzes(centre: Centre, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        quizzes.start_quiz(centre.store, centre.person(role), "empathy", "learn", NOW)


def test_an_unknown_module_or_attempt_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        quizzes.start_quiz(centre.store, centre.agent, "nosuch", "learn", NOW)
    with pytest.raises(NotFound):
        quizzes.open_attempt(centre.store, centre.agent, 4711)


def test_a_report_is_kept_once_in_the_audit_list(centre: Centre) -> None:
    attempt_id = starts(centre)
    for _ in range(2):
        quizzes.report_question(
            centre.store, centre.agent, attempt_id, 0, " The third option is right too ", NOW
        )
    assert centre.audit_acts().count("question.report") == 1
    with pytest.raises(Invalid):
        quizzes.report_question(centre.store, centre.agent, attempt_id, 0, "x" * 501, NOW)


def test_the_language_of_the_answer_is_that_of_the_moment(centre: Centre) -> None:
    attempt_id = starts(centre)
    accounts.set_language(centre.store, centre.agent, Language.AR)
    arabic = replace(centre.agent, language=Language.AR)
    question = view(centre, attempt_id).question(0)
    given = Given(0, right_answer(question))
    quizzes.answer_question(centre.store, arabic, attempt_id, given, NOW)
    assert view(centre, attempt_id).answers[0].language == "ar"


def at_once(act: Callable[[int], object], count: int = 6) -> list[object]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


def test_tabs_that_start_at_once_share_one_attempt(both: Centre) -> None:
    modules.publish(both.store, [MODULE], NOW)
    agent = both.agent
    started = at_once(
        lambda seed: quizzes.start_quiz(both.store, agent, "empathy", "certify", NOW, seed)
    )
    assert len(set(started)) == 1
    assert rows(both, "attempts") == 1


def test_clicks_at_once_count_once(both: Centre) -> None:
    modules.publish(both.store, [MODULE], NOW)
    attempt_id = starts(both, "certify")
    seen = view(both, attempt_id)
    for position in range(len(seen.attempt.drawn)):
        right = right_answer(seen.question(position))
        at_once(partial(_answer_as_one_of_many, both, attempt_id, position, right))
    assert rows(both, "answers") == len(seen.attempt.drawn)
    results = at_once(lambda _: submits(both, attempt_id))
    assert len({str(result) for result in results}) == 1
    counted = [rows(both, table) for table in ("certificates", "skill_evidence")]
    assert counted == [1, 1]


def _answer_as_one_of_many(
    centre: Centre, attempt_id: int, position: int, given: Any, _: int
) -> None:
    answers(centre, attempt_id, position, given)
