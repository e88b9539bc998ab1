"""Practice on one's own call, as the card's page draws it."""

import json
from typing import Any

import pytest

from qa.model import Language, Verdict
from services import judging, own_call
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import NOW, Centre
from ui import coaching, practice

KIND = "I'm so sorry your card was stolen, that must be very worrying."


@pytest.fixture
def card_id(centre: Centre) -> int:
    return centre.card_of(centre.add_released(verdicts={"empathy": Verdict.NOT_MET}))


def drawn(screen: Screen) -> dict[str, Any]:
    return screen.part("practice.own_call")


def opens(browser: Browser, card_id: int) -> Screen:
    return browser.opens("my_cards", card=str(card_id), practise="1")


def test_a_card_leads_to_practice_on_its_focus(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    browser.signs_in(centre.agent).presses(coaching, "_card", practise="practise")
    browser.opens("my_cards", card=str(card_id))
    assert browser.went_to == [("my-cards", {"card": card_id, "practise": 1})]


def test_the_engine_loads_while_the_moment_is_read(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    browser.signs_in(centre.agent).opens("my_cards", card=str(card_id))
    assert not browser.warmed
    opens(browser, card_id)
    assert browser.warmed == {judging.warm_up}


def test_the_model_is_shown_after_the_first_try_only(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    before = drawn(opens(browser.signs_in(centre.agent), card_id))
    assert (before["model"], before["tries"], before["next"]) == (None, [], 1)
    own_call.write(centre.store, centre.agent, card_id, 1, KIND, NOW)
    after = drawn(opens(browser, card_id))
    assert after["model"] and after["model_why"]


def test_a_try_is_judged_and_told_with_its_why(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    sent = json.dumps({"number": 1, "text": KIND})
    browser.signs_in(centre.agent).presses(practice, "_practice", written=sent)
    shown = drawn(opens(browser, card_id))["tries"][0]
    assert (shown["text"], shown["verdict"], shown["word"]) == (KIND, "met", "Met")
    assert shown["why"]
    assert shown["quotes"]


def test_what_cannot_be_read_is_told_beside_the_box(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    sent = json.dumps({"number": 1, "text": "…"})
    browser.signs_in(centre.agent).presses(practice, "_practice", written=sent)
    shown = drawn(opens(browser, card_id))
    assert "no words" in shown["error"]
    assert shown["tries"] == []


def test_arabic_pages_keep_the_calls_own_direction(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    shown = drawn(opens(browser.signs_in(centre.agent, Language.AR), card_id))
    assert (shown["dir"], shown["text_dir"]) == ("rtl", "ltr")


def test_somebody_elses_card_cannot_be_practised_on(
    centre: Centre, browser: Browser, card_id: int
) -> None:
    other = centre.add_person(Role.AGENT, centre.here)
    assert "no such card" in opens(browser.signs_in(other), card_id).words


def test_a_card_without_a_focus_has_nothing_to_practise(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    assert "no such card" in opens(browser.signs_in(centre.agent), card_id).words
