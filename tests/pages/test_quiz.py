"""The quiz page: what the browser is given, before and after the answer."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from qa.model import Language
from services import modules, quizzes
from services.quizzes import Given
from storage.attempts import Mode
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.sample_answers import right_answer, wrong_answer
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Question
from ui import quiz

MODULE = sample_module()


@pytest.fixture
def centre(centre: Centre) -> Centre:
    modules.publish(centre.store, [MODULE], NOW)
    return centre


def starts(centre: Centre, mode: Mode, seed: int = 3) -> int:
    return quizzes.start_quiz(centre.store, centre.agent, "empathy", mode, NOW, seed)


def question_at(centre: Centre, attempt_id: int, position: int) -> Question:
    return quizzes.open_attempt(centre.store, centre.agent, attempt_id).question(position)


def answers(centre: Centre, attempt_id: int, count: int, how: Any = right_answer) -> None:
    for position in range(count):
        given = Given(position, how(question_at(centre, attempt_id, position)))
        quizzes.answer_question(centre.store, centre.agent, attempt_id, given, NOW)


def sent(position: int, answer: Any) -> str:
    return json.dumps({"position": position, "answer": answer, "ms": 900})


def page(screen: Screen) -> dict[str, Any]:
    return screen.part("quiz")


def explanations(question: Question) -> list[str]:
    """Every text that would give the key away."""
    return _named(asdict(question), {"why", "why_true", "why_false"})


def _named(value: Any, names: set[str]) -> list[str]:
    if isinstance(value, dict):
        own = [
            text for name in names & value.keys() if value[name] for text in value[name].values()
        ]
        return own + [text for inner in value.values() for text in _named(inner, names)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _named(inner, names)]
    return []


def all_bytes(screen: Screen) -> str:
    """Everything that the page's elements carry to the browser."""
    protos = [getattr(node, "proto", None) for node in screen.at.main]
    given = [getattr(proto, "bytes", b"") or b"" for proto in protos]
    plain = b"".join(proto.SerializeToString() for proto in protos if proto is not None)
    return (plain + b"".join(given)).decode("utf-8", "replace")


@pytest.mark.parametrize("mode", ["learn", "practise", "certify"])
def test_no_key_leaves_the_server_before_the_answer(
    centre: Centre, browser: Browser, mode: Mode
) -> None:
    browser.signs_in(centre.agent)
    for seed in range(2):
        attempt_id = starts(centre, mode, seed)
        count = len(quizzes.open_attempt(centre.store, centre.agent, attempt_id).attempt.drawn)
        for position in range(count):
            question = question_at(centre, attempt_id, position)
            shown = opened(browser, attempt_id)
            assert page(shown)["question"]["stem"] == question.stem.en
            assert page(shown)["told"] is None
            whole = all_bytes(shown)
            told = [text for text in explanations(question) if len(text) > 3]
            assert not [text for text in told if json.dumps(text)[1:-1] in whole or text in whole]
            assert '"right"' not in json.dumps(page(shown)["question"])
            given = Given(position, right_answer(question))
            quizzes.answer_question(centre.store, centre.agent, attempt_id, given, NOW)
        quizzes.submit_quiz(centre.store, centre.agent, attempt_id, NOW)


def opened(browser: Browser, attempt_id: int) -> Screen:
    """The attempt, past the page that says what a certification is."""
    screen = browser.opens("quiz", attempt=str(attempt_id))
    if page(screen)["phase"] == "start":
        screen.chooses(f"quiz.begun.{attempt_id}", "1")
    return screen


def test_a_module_leads_to_a_start_page_that_begins_an_attempt(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent)
    screen = browser.opens("quiz", module="empathy", mode="certify")
    assert page(screen)["phase"] == "start"
    assert any("80%" in line for line in page(screen)["lines"])
    assert page(screen)["lines"][0].startswith("6 questions")
    browser.presses(quiz, "_quiz", begin="begin")
    browser.opens("quiz", module="empathy", mode="certify")
    attempt = quizzes.running_attempt(centre.store, centre.agent, "empathy", "certify")
    assert attempt is not None
    assert browser.went_to == [("quiz", {"attempt": attempt.attempt.attempt_id})]


def test_opening_the_address_draws_nothing(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent).opens("quiz", module="empathy", mode="practise")
    running = quizzes.running_attempt(centre.store, centre.agent, "empathy", "practise")
    assert running is None


def test_a_certification_says_what_it_is_before_its_first_question(
    centre: Centre, browser: Browser
) -> None:
    attempt_id = starts(centre, "certify")
    browser.signs_in(centre.agent)
    assert page(browser.opens("quiz", attempt=str(attempt_id)))["phase"] == "start"
    answers(centre, attempt_id, 1)
    again = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert (again["phase"], again["progress"]) == ("ask", "2 of 6")


def test_learning_explains_every_choice_after_the_answer(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "learn")
    question = question_at(centre, attempt_id, 0)
    browser.signs_in(centre.agent)
    browser.presses(quiz, "_quiz", answer=sent(0, wrong_answer(question)))
    shown = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert shown["phase"] == "told"
    agents = [item for item in shown["told"]["items"] if item["who"] != "customer"]
    assert all(item["word"] for item in agents)
    assert all(
        item["why"] for item in agents if item["text"] not in ("-77", wrong_answer(question))
    )
    assert shown["told"]["note"]
    assert shown["rules"]["rules"]


def test_next_goes_on_and_the_last_next_closes(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "learn")
    browser.signs_in(centre.agent)
    answers(centre, attempt_id, 3)
    question = question_at(centre, attempt_id, 3)
    browser.presses(quiz, "_quiz", answer=sent(3, right_answer(question)))
    screen = browser.opens("quiz", attempt=str(attempt_id))
    assert (page(screen)["phase"], page(screen)["last"]) == ("told", True)
    browser.presses(quiz, "_quiz", onward="3")
    screen.at.run()
    assert page(screen)["phase"] == "result"


def test_practice_goes_on_without_a_word_and_explains_at_the_end(
    centre: Centre, browser: Browser
) -> None:
    attempt_id = starts(centre, "practise")
    browser.signs_in(centre.agent)
    browser.presses(quiz, "_quiz", answer=sent(0, right_answer(question_at(centre, attempt_id, 0))))
    shown = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert (shown["phase"], shown["position"], shown["rules"]) == ("ask", 1, None)
    answers(centre, attempt_id, 4, wrong_answer)
    result = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert result["phase"] == "result"
    assert result["counted"] == "1 of 4 fully right"
    assert [bool(question["items"]) for question in result["questions"]] == [True] * 4
    assert result["look_again"]
    assert result["step"] == ""  # below the mark nothing but practice is offered


@pytest.mark.parametrize(
    ("mode", "how", "following"),
    [("learn", wrong_answer, "practise"), ("practise", right_answer, "certify")],
)
def test_a_result_leads_to_what_comes_next(
    centre: Centre, browser: Browser, mode: Mode, how: Any, following: str
) -> None:
    attempt_id = starts(centre, mode)
    answers(centre, attempt_id, 4, how)
    if mode == "learn":
        quizzes.submit_quiz(centre.store, centre.agent, attempt_id, NOW)
    shown = page(browser.signs_in(centre.agent).opens("quiz", attempt=str(attempt_id)))
    assert shown["step"]
    browser.presses(quiz, "_quiz", step="step")
    browser.opens("quiz", attempt=str(attempt_id))
    assert browser.went_to == [("quiz", {"module": "empathy", "mode": following})]


def test_a_passed_certification_leads_to_its_certificate(
    centre: Centre, browser: Browser, language: Language
) -> None:
    attempt_id = starts(centre, "certify")
    answers(centre, attempt_id, 6)
    browser.signs_in(centre.agent, language)
    screen = browser.opens("quiz", attempt=str(attempt_id))
    shown = page(screen)
    assert (shown["passed"], shown["score"]) == (True, "100%")
    assert shown["certificate"]
    browser.presses(quiz, "_quiz", certificates="certificates")
    browser.opens("quiz", attempt=str(attempt_id))
    assert browser.went_to == [("certificates", {})]


def test_what_cannot_be_read_is_asked_for_again(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "learn")
    browser.signs_in(centre.agent)
    for nonsense in (sent(0, []), sent(0, "x" * 1_000_000), sent(0, {"a": 1}), sent(0, None)):
        browser.presses(quiz, "_quiz", answer=nonsense)
        shown = page(browser.opens("quiz", attempt=str(attempt_id)))
        assert (shown["phase"], shown["position"]) == ("ask", 0)
        assert shown["error"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "", "{", "[]", "7", '{"position": "x"}', '{"position": 0}', "[" * 100_000,
        '{"position": 1e999, "answer": "x", "ms": 1}',
        '{"position": 0, "answer": "x", "ms": 1e999}',
    ],
    ids=range(9),
)  # fmt: skip
def test_a_message_that_is_no_answer_changes_nothing(
    centre: Centre, browser: Browser, nonsense: str
) -> None:
    attempt_id = starts(centre, "learn")
    browser.signs_in(centre.agent).presses(quiz, "_quiz", answer=nonsense)
    shown = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert (shown["phase"], shown["position"]) == ("ask", 0)


def test_a_score_just_below_the_mark_is_not_rounded_up(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "certify")
    answers(centre, attempt_id, 4)
    for position in (4, 5):
        how = wrong_answer if position == 5 else right_answer
        given = Given(position, how(question_at(centre, attempt_id, position)))
        quizzes.answer_question(centre.store, centre.agent, attempt_id, given, NOW)
    shown = page(browser.signs_in(centre.agent).opens("quiz", attempt=str(attempt_id)))
    assert (shown["score"], shown["passed"]) == ("83%", True)


def test_something_wrong_is_kept_and_thanked_for(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "practise")
    browser.signs_in(centre.agent).presses(quiz, "_quiz", report="Two options are right")
    shown = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert shown["reported"]
    assert "question.report" in centre.audit_acts()


@pytest.mark.parametrize(
    "query",
    [{}, {"attempt": "4711"}, {"module": "nosuch", "mode": "learn"},
     {"module": "empathy", "mode": "cheat"}, {"module": "../x", "mode": "learn"},
     {"attempt": "x" * 500}],
)  # fmt: skip
def test_an_address_of_nothing_says_so(
    centre: Centre, browser: Browser, query: dict[str, str]
) -> None:
    assert "no such quiz" in browser.signs_in(centre.agent).opens("quiz", **query).words


def test_somebody_elses_attempt_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    attempt_id = starts(centre, "learn")
    other = centre.add_person(Role.AGENT, centre.here)
    screen = browser.signs_in(other).opens("quiz", attempt=str(attempt_id))
    assert "no such quiz" in screen.words
    assert not [data for data in screen.data if "question" in data]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_learners_take_quizzes(centre: Centre, browser: Browser, role: Role) -> None:
    attempt_id = starts(centre, "learn")
    screen = browser.signs_in(centre.person(role)).opens("quiz", attempt=str(attempt_id))
    assert "not part of your role" in screen.words


def test_both_languages_have_every_word(
    centre: Centre, browser: Browser, language: Language
) -> None:
    attempt_id = starts(centre, "learn")
    question = question_at(centre, attempt_id, 0)
    browser.signs_in(centre.agent, language)
    browser.presses(quiz, "_quiz", answer=sent(0, right_answer(question)))
    shown = page(browser.opens("quiz", attempt=str(attempt_id)))
    assert shown["question"]["stem"] == question.stem.of(language.value)
    assert shown["dir"] == ("rtl" if language is Language.AR else "ltr")
