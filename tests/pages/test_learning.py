"""The catalogue, a module, a lesson: what a learner sees of them, and what a reader does."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qa.model import Language
from services import learning, modules
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from tests.services.learners import STEPS, certify, hand_in, publish, read_all
from training_modules.quiz.answers import choice_id
from ui import learning_parts, quiz, state

LESSON = "empathy.l1-start"


@pytest.fixture(autouse=True)
def short_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(modules, "path", lambda: STEPS)
    yield


def sections(screen: Screen) -> dict[str, list[dict[str, Any]]]:
    return {one["title"]: one["rows"] for one in screen.part("learning.module")["sections"]}


def test_the_catalogue_has_every_module_with_its_progress(centre: Centre, browser: Browser) -> None:
    module = publish(centre.store)["empathy"]
    read_all(centre.store, centre.agent, module)
    hand_in(centre.store, centre.agent, module, "practise", 85.0)
    shown = browser.signs_in(centre.agent).opens("learning").part("learning.catalogue")
    steps = {one["title"]: [step["state"] for step in one["steps"]] for one in shown["modules"]}
    assert steps == {"Communication": ["open"] * 3, "Empathy": ["done", "done", "open"]}


def test_the_writing_lab_is_one_press_away(centre: Centre, browser: Browser) -> None:
    publish(centre.store)
    shown = browser.signs_in(centre.agent).opens("learning").part("learning.catalogue")
    assert "writing" in [tool["way"]["page"] for tool in shown["head"]["tools"]]


def test_without_modules_it_says_so(centre: Centre, browser: Browser) -> None:
    assert "No module has been published" in browser.signs_in(centre.agent).opens("learning").words


def test_a_module_has_its_parts_and_one_that_stands_out(centre: Centre, browser: Browser) -> None:
    publish(centre.store)
    parts = sections(browser.signs_in(centre.agent).opens("learning", module="empathy"))
    assert list(parts) == ["Lessons", "Practise and certify", "Scenarios", "Writing"]
    primary = [row["title"] for rows in parts.values() for row in rows if row["primary"]]
    assert primary == ["1. Lesson 1"]


def test_each_part_of_a_module_leads_to_its_page(centre: Centre, browser: Browser) -> None:
    publish(centre.store)
    parts = sections(browser.signs_in(centre.agent).opens("learning", module="empathy"))
    ways = {
        title: (rows[-1]["way"]["page"], rows[-1]["way"]["chosen"]) for title, rows in parts.items()
    }
    assert ways == {
        "Lessons": ("learning", {"lesson": "empathy.l2-start"}),
        "Practise and certify": ("quiz", {"module": "empathy", "mode": "certify"}),
        "Scenarios": ("scenario", {"scenario": "empathy.s1-waiting"}),
        "Writing": ("writing", {"task": "empathy.t02"}),
    }


def test_what_is_pressed_opens(centre: Centre, browser: Browser) -> None:
    publish(centre.store)
    way = {"page": "learning", "chosen": {"lesson": LESSON}, "calls_filter": ""}
    browser.signs_in(centre.agent).presses(learning_parts, "_learning", way=way)
    browser.opens("learning", module="empathy")
    assert browser.went_to == [("learning", {"lesson": LESSON})]


def test_a_lesson_shows_the_good_talk_before_the_labelled_bad_one(
    centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    screen = browser.signs_in(centre.agent).opens("learning", lesson=LESSON)
    body = screen.part("lesson.body")
    assert [body["good"]["label"], body["bad"]["label"]] == ["This works", "This does not work"]
    assert body["good"]["lines"][1]["note_word"] == "Rule 1:"
    assert body["bad"]["lines"][1]["fault"] == "No step"
    assert screen.part("lesson.head")["goal"]["text"] == "Goal"
    assert "**The** lesson" in screen.words


def test_a_question_is_tried_before_reading_without_its_key(
    centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    asked = browser.signs_in(centre.agent).opens("learning", lesson=LESSON).part("quiz")
    assert (asked["phase"], asked["check"], asked["told"]) == ("ask", False, None)
    assert "Echoes it" not in json.dumps(asked)


def test_after_reading_the_same_question_is_explained_with_the_first_try(
    centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    browser.signs_in(centre.agent)
    wrong, right = (_answer(centre, number) for number in (1, 0))
    browser.presses(quiz, "_quiz", answer=wrong)
    screen = browser.opens("learning", lesson=LESSON)
    assert "Your answer is noted" in screen.words
    learning.read_lesson(centre.store, centre.agent, LESSON, state.now())
    browser.presses(quiz, "_quiz", answer=right)
    screen.at.run()
    told = screen.part("quiz")
    assert (told["phase"], told["told"]["right"]) == ("told", True)
    assert told["told"]["note"] == "Before reading: not yet."
    assert "now with the explanation" in told["aside"]["text"]


def test_a_second_press_meant_for_the_question_before_answers_nothing(
    centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    browser.signs_in(centre.agent)
    late = json.loads(_answer(centre, 0)) | {"position": 7}
    browser.presses(quiz, "_quiz", answer=json.dumps(late))
    screen = browser.opens("learning", lesson=LESSON)
    assert screen.part("quiz")["phase"] == "ask"
    assert "Your answer is noted" not in screen.words


def _answer(centre: Centre, number: int) -> str:
    page = learning.open_lesson(centre.store, centre.agent, LESSON)
    name = choice_id(page.questions[0], "option", number)
    return json.dumps({"position": 0, "answer": name, "ms": 10})


def test_reading_to_the_end_is_kept_and_leads_on(centre: Centre, browser: Browser) -> None:
    publish(centre.store)
    screen = browser.signs_in(centre.agent).opens("learning", lesson=LESSON)
    screen.at.button(key="lesson.read").click().run()
    assert "counts as read" in screen.words
    assert screen.at.button(key="lesson.onward").label.endswith("Lesson 2")
    made = learning.progress(centre.store, centre.agent)["empathy"]
    assert made.lessons_read == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_whoever_reads_along_sees_lessons_without_progress(
    role: Role, centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    browser.signs_in(centre.person(role))
    shown = browser.opens("learning").part("learning.catalogue")
    assert [one["steps"] for one in shown["modules"]] == [[], []]
    assert "Practise and certify" not in sections(browser.opens("learning", module="empathy"))
    screen = browser.opens("learning", lesson=LESSON)
    assert screen.part("lesson.body")["good"]
    assert not screen.at.button
    assert not [data for data in screen.data if data.get("phase") == "ask"]


@pytest.mark.parametrize("query", [{"module": "nothing"}, {"lesson": "empathy.l9-none"}])
def test_what_is_not_there_leads_back_to_the_catalogue(
    query: dict[str, str], centre: Centre, browser: Browser
) -> None:
    publish(centre.store)
    screen = browser.signs_in(centre.agent).opens("learning", **query)
    assert "no such module or lesson" in screen.words
    assert screen.part("learning.catalogue")["modules"]


def test_the_path_says_what_comes_next_and_by_when(centre: Centre, browser: Browser) -> None:
    known = publish(centre.store)
    certify(centre.store, centre.agent, known["communication"])
    shown = browser.signs_in(centre.agent).opens("path").part("path")
    done, current = shown["stages"]
    assert (done["state"], done["verb"]) == ("done", "")
    assert (current["current"], current["verb"]) == (True, "Start")
    assert current["next"] == "Next on your path: lesson 1 of 2."
    assert shown["head"]["facts"] == ["1 of 2 certified"]


def test_certificates_come_with_both_pdfs_and_their_page(centre: Centre, browser: Browser) -> None:
    known = publish(centre.store)
    certify(centre.store, centre.agent, known["empathy"])
    (paper,) = browser.signs_in(centre.agent).opens("certificates").part("certificates")["papers"]
    address = f"/certificates/{paper['code']}"
    assert [link["address"] for link in paper["links"]] == [
        f"{address}/pdf?language=ar", f"{address}/pdf?language=en", address,
    ]  # fmt: skip


def test_without_a_certificate_the_page_says_how_one_comes(
    centre: Centre, browser: Browser
) -> None:
    assert "No certificate yet" in browser.signs_in(centre.agent).opens("certificates").words


@pytest.mark.parametrize("page", ["learning", "path", "certificates"])
def test_every_page_reads_from_the_right_in_arabic(
    page: str, centre: Centre, browser: Browser
) -> None:
    known = publish(centre.store)
    certify(centre.store, centre.agent, known["empathy"])
    screen = browser.signs_in(centre.agent, Language.AR).opens(page)
    assert {data["direction"] for data in screen.data} == {"rtl"}
