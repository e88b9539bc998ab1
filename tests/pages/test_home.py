"""The first page: what waits for each role, and where it leads."""

from datetime import UTC, datetime

import pytest

from qa.model import Language
from services import processing
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from ui import home


def ways(screen: Screen) -> list[str]:
    return [due["way"]["page"] for due in screen.part("home-day")["day"]["dues"]]


def press(browser: Browser, way: dict[str, object]) -> None:
    browser.presses(home, "_home", way=way)


def test_a_reviewer_is_offered_the_next_call_with_its_reason(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated()
    day = browser.signs_in(centre.reviewer).opens("home").part("home-day")["day"]
    assert day["under"] == "One call is waiting for review."
    assert day["first"]["way"] == {
        "page": "evaluation", "chosen": {"call": call.call_id}, "calls_filter": "",
    }  # fmt: skip


def test_a_reviewer_without_a_queue_is_asked_to_add_calls(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.reviewer).opens("home")
    assert ways(screen) == ["calls"]
    assert "The queue is done" in screen.words


def test_a_failed_call_is_told_with_what_to_do(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    now = datetime.now(UTC)
    processing.mark_failed(centre.store, call.call_id, "file_empty", {"name": "call.wav"}, now)
    assert "“call.wav” is empty" in browser.signs_in(centre.reviewer).opens("home").words


def test_a_figure_opens_the_calls_it_counts(centre: Centre, browser: Browser) -> None:
    centre.add_evaluated()
    way: dict[str, object] = {"page": "calls", "chosen": {}, "calls_filter": "to_review"}
    press(browser.signs_in(centre.reviewer), way)
    screen = browser.opens("home")
    assert browser.went_to == [("calls", {})]
    assert screen.at.session_state["calls.filter"] == "to_review"


def test_an_agent_is_offered_the_newest_card(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    day = browser.signs_in(centre.agent).opens("home").part("home-day")["day"]
    assert day["first"]["way"]["chosen"] == {"card": card_id}


def test_an_agent_sees_nothing_of_other_agents(centre: Centre, browser: Browser) -> None:
    other = centre.add_person(Role.AGENT, centre.here)
    call = centre.add_released(other)
    assert call.reference not in browser.signs_in(centre.agent).opens("home").words


def test_a_supervisor_sees_what_the_average_rests_on(centre: Centre, browser: Browser) -> None:
    centre.add_released()
    screen = browser.signs_in(centre.person(Role.SUPERVISOR)).opens("home")
    assert "from 1 released evaluation" in screen.words


def test_an_admin_is_told_that_no_worker_runs_and_nothing_of_calls(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated()
    screen = browser.signs_in(centre.admin).opens("home")
    assert "No worker is running" in screen.words
    assert call.reference not in screen.words


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page_in_arabic(
    centre: Centre, browser: Browser, role: Role
) -> None:
    screen = browser.signs_in(centre.person(role), Language.AR).opens("home")
    assert screen.part("home-day")["direction"] == "rtl"
    assert "الخير" in screen.words
