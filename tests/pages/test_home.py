"""The first page: what waits for each role, and where it leads."""

from datetime import UTC, datetime, timedelta

import pytest

from qa.model import Language
from services import modules, processing
from services.assignments import Terms, assign_module
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from tests.services.learners import publish
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


def test_an_agents_day_has_the_path_what_is_due_and_why(centre: Centre, browser: Browser) -> None:
    publish(centre.store, "communication", "empathy")
    day = browser.signs_in(centre.agent).opens("home").part("home-day")["day"]
    assert [stop["state"] for stop in day["path"]] == ["current", "ahead"]
    (due,) = day["dues"]
    assert due["why"] == "Next on your path: lesson 1 of 2."
    assert (due["minutes"], due["verb"]) == ("5 min", "Start")
    assert day["first"]["way"]["chosen"] == {"lesson": "communication.l1-start"}
    assert "5 minutes are enough today" in day["greeting"]


def test_an_assignment_is_due_with_the_supervisors_reason(centre: Centre, browser: Browser) -> None:
    publish(centre.store, "empathy")
    now = datetime.now(UTC)
    terms = Terms(now + timedelta(days=3), "The last three calls closed without a summary.")
    supervisor = centre.person(Role.SUPERVISOR)
    assign_module(centre.store, supervisor, centre.agent.account_id, "empathy", terms, now)
    (due,) = browser.signs_in(centre.agent).opens("home").part("home-day")["day"]["dues"]
    assert "closed without a summary" in due["why"]
    assert supervisor.name in due["why"]
    assert due["when"].startswith("By ")


def test_beside_the_button_stands_what_it_opens(centre: Centre, browser: Browser) -> None:
    publish(centre.store, "communication", "empathy")
    assert "Communication is next" in browser.signs_in(centre.agent).opens("home").words
    now = datetime.now(UTC)
    terms = Terms(now + timedelta(hours=1), "Your last call.")
    supervisor = centre.person(Role.SUPERVISOR)
    assign_module(centre.store, supervisor, centre.agent.account_id, "empathy", terms, now)
    day = browser.opens("home").part("home-day")["day"]
    assert day["first"]["way"]["chosen"] == {"lesson": "empathy.l1-start"}
    assert day["under"] == f"First today: {day['dues'][0]['title']}."


def test_an_agent_sees_the_own_skills_with_their_certainty(
    centre: Centre, browser: Browser
) -> None:
    publish(centre.store, "empathy")
    picture = browser.signs_in(centre.agent).opens("home").part("home-day")["day"]["skills"]
    assert picture["way"]["page"] == "my-skills"
    assert {row["level"]["known"] for row in picture["rows"]} == {False}


def test_nobody_is_ranked_and_no_streak_is_counted(centre: Centre, browser: Browser) -> None:
    publish(centre.store, "empathy")
    words = browser.signs_in(centre.agent).opens("home").words.casefold()
    assert "streak" not in words
    assert centre.add_person(Role.AGENT, centre.here).name.casefold() not in words


@pytest.mark.parametrize("language", list(Language))
def test_a_retired_module_is_told_and_nothing_is_due(
    centre: Centre, browser: Browser, language: Language
) -> None:
    publish(centre.store, "empathy")
    now = datetime.now(UTC)
    terms = Terms(now + timedelta(days=2), "Three calls")
    supervisor, agent_id = centre.person(Role.SUPERVISOR), centre.agent.account_id
    assign_module(centre.store, supervisor, agent_id, "empathy", terms, now)
    modules.retire(centre.store, "empathy", now)
    day = browser.signs_in(centre.agent, language).opens("home").part("home-day")["day"]
    (due,) = day["dues"]
    assert due["way"]["page"] == "learning"
    assert (due["when"], due["minutes"], due["urgent"], day["first"]) == ("", "", False, None)
