"""The daily review: a card, its explanation, the next, and the end of the day."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qa.model import Language
from services import learning, reviews
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from tests.services.learners import publish
from ui import quiz, state


@pytest.fixture(autouse=True)
def no_fuzz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reviews, "FUZZ", False)
    yield


@pytest.fixture
def learner(centre: Centre, browser: Browser) -> Browser:
    """Somebody who has read a lesson: three cards are due."""
    publish(centre.store, "empathy")
    learning.read_lesson(centre.store, centre.agent, "empathy.l1-start", state.now())
    return browser.signs_in(centre.agent)


def card(screen: Screen) -> dict[str, Any]:
    return screen.part("quiz")


def sends(browser: Browser, answer: object) -> None:
    sent = json.dumps({"position": 0, "answer": answer, "ms": 1200})
    browser.presses(quiz, "_quiz", answer=sent)


def test_a_card_is_asked_without_its_key(learner: Browser) -> None:
    shown = card(learner.opens("review"))
    assert (shown["phase"], shown["progress"], shown["told"]) == ("ask", "1 of 3", None)
    assert [choice["id"] for choice in shown["question"]["choices"]] == ["true", "false"]
    assert "why" not in json.dumps(shown["question"])


def test_a_short_day_says_so(learner: Browser) -> None:
    assert "Fewer than five are due today" in card(learner.opens("review"))["aside"]["text"]


def test_an_answer_is_told_at_once_with_the_day_it_comes_back(learner: Browser) -> None:
    sends(learner, "false")
    shown = card(learner.opens("review"))
    assert shown["phase"] == "told"
    assert [item["why"] for item in shown["told"]["items"]] == ["Because", "Rather"]
    assert shown["told"]["note"].startswith("This card comes back on ")


def test_a_wrong_answer_comes_back_tomorrow(learner: Browser) -> None:
    sends(learner, "true")
    shown = card(learner.opens("review"))
    assert shown["told"]["note"] == "This card comes back tomorrow."
    assert shown["told"]["right"] is False


def test_going_on_asks_the_next_card(learner: Browser) -> None:
    sends(learner, "false")
    screen = learner.opens("review")
    learner.presses(quiz, "_quiz", onward="0")
    screen.at.run()
    assert (card(screen)["phase"], card(screen)["progress"]) == ("ask", "2 of 3")


def test_what_is_no_answer_is_refused_beside_the_question(learner: Browser) -> None:
    sends(learner, "")
    shown = card(learner.opens("review"))
    assert shown["phase"] == "ask"
    assert shown["error"]


def test_an_answer_meant_for_a_card_that_another_tab_has_answered_is_not_given_to_the_next(
    centre: Centre, learner: Browser
) -> None:
    screen = learner.opens("review")
    now = state.now()
    due = reviews.queue(centre.store, centre.agent, now).due[0]
    elsewhere = reviews.Given(due.question.id, due.token, "true", 100)
    reviews.answer(centre.store, centre.agent, elsewhere, now)
    sends(learner, "true")
    screen.at.run()
    shown = card(screen)
    assert (shown["phase"], shown["position"]) == ("ask", 1)
    assert "answered already" in shown["error"]
    assert reviews.queue(centre.store, centre.agent, now).answered_today == 1


def test_the_end_of_the_day_is_told_with_what_was_right(centre: Centre, learner: Browser) -> None:
    now = state.now()
    for due in reviews.queue(centre.store, centre.agent, now).due:
        given = reviews.Given(due.question.id, due.token, "true", 100)
        reviews.answer(centre.store, centre.agent, given, now)
    words = learner.opens("review").words
    assert "Today&#x27;s review is done. 1 of 3 were right." in words
    assert "The next card comes back tomorrow." in words


def test_before_the_first_lesson_it_says_where_cards_come_from(
    centre: Centre, browser: Browser
) -> None:
    words = browser.signs_in(centre.agent).opens("review").words
    assert "The first cards come with the first lesson" in words


def test_a_report_is_kept_and_thanked_for(centre: Centre, learner: Browser) -> None:
    learner.presses(quiz, "_quiz", report="Both seem right")
    assert card(learner.opens("review"))["reported"] is True
    assert "question.report" in centre.audit_acts()


def test_it_reads_from_the_right_in_arabic(centre: Centre, learner: Browser) -> None:
    shown = card(learner.signs_in(centre.agent, Language.AR).opens("review"))
    assert (shown["dir"], shown["progress"]) == ("rtl", "1 من 3")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_learners_review(role: Role, centre: Centre, browser: Browser) -> None:
    words = browser.signs_in(centre.person(role)).opens("review").words
    assert "not part of your role" in words
