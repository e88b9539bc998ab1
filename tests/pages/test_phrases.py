"""The page of the centre's own phrases, as a supervisor and an admin work with it."""

import pytest

from qa.model import Language
from qa.own_phrases import PhraseKind
from services import phrases
from services.phrases import Draft
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import NOW, Centre
from ui import lists

DRAFT = Draft(Language.EN, PhraseKind.LITERAL, "refusal", "as per policy")


def write(screen: Screen, phrase: str, sample: str = "") -> Screen:
    screen.at.text_input(key="phrases.text.0").set_value(phrase)
    screen.at.text_area(key="phrases.sample.0").set_value(sample)
    return screen


def press(screen: Screen, name: str) -> Screen:
    screen.at.button(key=f"phrases.{name}").click().run()
    assert not screen.at.exception
    return screen


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER])
def test_nobody_else_sees_the_phrases(centre: Centre, browser: Browser, role: Role) -> None:
    phrases.add_phrase(centre.store, centre.admin, DRAFT, NOW)
    screen = browser.signs_in(centre.person(role)).opens("phrases")
    assert "not part of your role" in screen.words
    assert "as per policy" not in screen.words


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN])
def test_a_phrase_is_tried_and_then_added(centre: Centre, browser: Browser, role: Role) -> None:
    screen = browser.signs_in(centre.person(role)).opens("phrases")
    assert "no phrases of its own yet" in screen.words
    press(write(screen, "as per policy", "As per policy, no."), "try")
    assert "Found 1 time" in screen.words
    press(screen, "save")
    (kept,) = phrases.list_phrases(centre.store, centre.admin)
    assert kept.phrase.text == "as per policy"
    assert f"no. {kept.phrase.number}" in screen.words
    assert screen.at.text_input[0].value == ""


def test_what_is_not_found_is_said_before_anything_is_kept(
    centre: Centre, browser: Browser
) -> None:
    screen = browser.signs_in(centre.admin).opens("phrases")
    press(write(screen, "pan", "our company has a plan"), "try")
    assert "not found in this sentence" in screen.words


def test_a_trial_without_a_sentence_asks_for_one(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.admin).opens("phrases")
    press(write(screen, "as per policy"), "try")
    assert "Write a sentence to try it on" in screen.words


def test_a_broken_pattern_is_refused_in_plain_words(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.admin).opens("phrases")
    screen.chooses("phrases.kind", "pattern")
    press(write(screen, "(as per", "as per policy"), "save")
    assert "This pattern cannot be read" in screen.words
    assert phrases.list_phrases(centre.store, centre.admin) == ()


def test_that_an_insult_ends_the_score_is_said_where_it_is_chosen(
    centre: Centre, browser: Browser
) -> None:
    screen = browser.signs_in(centre.admin).opens("phrases")
    assert "whole score 0" not in screen.words
    assert "whole score 0" in screen.chooses("phrases.category", "insult").words


def test_a_phrase_is_switched_off_and_stays_on_the_list(centre: Centre, browser: Browser) -> None:
    number = phrases.add_phrase(centre.store, centre.admin, DRAFT, NOW)
    pressed = {"act": "switch_off", "row_id": number, "reason": ""}
    browser.presses(lists, "_lists", pressed=pressed)
    screen = browser.signs_in(centre.person(Role.SUPERVISOR)).opens("phrases")
    (row,) = screen.rows()
    assert row["acts"] == []
    assert "Off since" in str(row["cells"])
    assert phrases.in_force(centre.store, Language.EN).phrases == ()


def test_the_page_speaks_the_persons_language(
    centre: Centre, browser: Browser, language: Language
) -> None:
    phrases.add_phrase(centre.store, centre.admin, DRAFT, NOW)
    screen = browser.signs_in(centre.admin, language).opens("phrases")
    title = {Language.AR: "عبارات المركز", Language.EN: "Own phrases"}[language]
    assert title in screen.words
