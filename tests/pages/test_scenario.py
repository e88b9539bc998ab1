"""A scenario on the screen: the brief, the talk, what came of it."""

import json
from dataclasses import replace
from typing import Any, Literal

import pytest

from qa.model import Language
from services import judging, modules, scenarios
from services.scenarios import Said
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from ui import scenario

SCENARIO = "empathy.s1-waiting"
SORRY = "I am sorry you have waited a whole week for this."
FIX = "I will send the technician to you tomorrow at 4 pm."


@pytest.fixture(autouse=True)
def published(centre: Centre) -> None:
    modules.publish(centre.store, [sample_module()], NOW)


def start(centre: Centre, *replies: str) -> int:
    run_id = scenarios.start_run(centre.store, centre.agent, SCENARIO, NOW)
    for position, reply in enumerate(replies, start=1):
        scenarios.say(centre.store, centre.agent, run_id, Said(position, reply), NOW)
    return run_id


def sent(position: int, reply: str) -> str:
    return json.dumps({"position": position, "reply": reply, "milliseconds": 900})


def drawn(screen: Screen) -> dict[str, Any]:
    return screen.part("scenario.talk")


def test_the_brief_tells_the_situation_and_starts_a_talk(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    shown = drawn(browser.opens("scenario", scenario=SCENARIO))
    assert (shown["stage"], shown["brief"], shown["facts"]) == (
        "brief",
        "A customer waits",
        ["The visit is tomorrow"],
    )
    browser.presses(scenario, "_talk", start="start")
    browser.opens("scenario", scenario=SCENARIO)
    assert browser.went_to == [("scenario", {"run": 1})]


def test_the_engine_loads_while_the_brief_is_read(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent).opens("scenario", scenario=SCENARIO)
    assert browser.warmed == {judging.warm_up}


def test_a_reply_moves_the_talk_on(centre: Centre, browser: Browser) -> None:
    run_id = start(centre)
    browser.signs_in(centre.agent).presses(scenario, "_talk", said=sent(1, SORRY))
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert [bubble["who"] for bubble in shown["bubbles"]] == ["customer", "you", "customer"]
    assert (shown["position"], shown["stage"]) == (2, "talk")


def test_the_mood_is_told_in_words(centre: Centre, browser: Browser) -> None:
    run_id = start(centre)
    shown = drawn(browser.signs_in(centre.agent).opens("scenario", run=str(run_id)))
    assert shown["mood"] == {"level": 2, "word": "Waiting"}
    assert shown["mood_title"] == "Reem now"


def test_a_reply_that_cannot_be_read_is_told_beside_the_box(
    centre: Centre, browser: Browser
) -> None:
    run_id = start(centre)
    browser.signs_in(centre.agent).presses(scenario, "_talk", said=sent(1, "🙂"))
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert "no words" in shown["error"]
    assert shown["position"] == 1
    assert drawn(browser.opens("scenario", run=str(run_id)))["error"] is None


def test_a_hint_is_shown_when_asked_for(centre: Centre, browser: Browser) -> None:
    run_id = start(centre)
    browser.signs_in(centre.agent)
    assert drawn(browser.opens("scenario", run=str(run_id)))["hint"] is None
    browser.presses(scenario, "_talk", hint="1")
    assert drawn(browser.opens("scenario", run=str(run_id)))["hint"] == "A hint"


def test_afterwards_the_turning_points_are_told_with_the_own_words(
    centre: Centre, browser: Browser
) -> None:
    run_id = start(centre, SORRY, FIX)
    shown = drawn(browser.signs_in(centre.agent).opens("scenario", run=str(run_id)))
    assert shown["ending"]["word"] == "Solved"
    assert (shown["ending"]["score"], shown["ending"]["shape"]) == ("100", "met")
    point = shown["points"][-1]
    assert (point["reply"], point["why"]) == (FIX, "A step")
    assert point["shown"] == ["Concrete step", "A fact of this talk"]
    assert shown["can_submit"] and shown["submitted"] is None


@pytest.mark.parametrize(
    ("kind", "score", "main"),
    [
        ("solved", 50.0, "submit"),
        ("solved", 49.0, "retry"),
        ("escalated", 100.0, "submit"),
        ("hung_up", 80.0, "retry"),
    ],
)
def test_what_ended_badly_is_rather_tried_again_than_sent(
    centre: Centre, kind: Literal["solved", "escalated", "hung_up"], score: float, main: str
) -> None:
    view = scenarios.open_run(centre.store, centre.agent, start(centre, SORRY, FIX))
    ending = view.run.ending or ""
    endings = {**view.scenario.endings, ending: replace(view.scenario.endings[ending], kind=kind)}
    ended = replace(
        view,
        run=replace(view.run, score=score),
        scenario=replace(view.scenario, endings=endings),
    )
    assert scenario._main_act(ended) == main


def test_the_page_offers_the_main_act_of_how_it_ended(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    well = drawn(browser.opens("scenario", run=str(start(centre, SORRY, FIX))))
    assert (well["can_submit"], well["main_act"]) == (True, "submit")


def test_a_talk_is_sent_once(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY, FIX)
    browser.signs_in(centre.agent).presses(scenario, "_talk", submit="submit")
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert not shown["can_submit"]
    assert shown["submitted"].startswith("Sent on")


def test_trying_again_opens_a_new_talk(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY, FIX)
    browser.signs_in(centre.agent).presses(scenario, "_talk", retry="retry")
    browser.opens("scenario", run=str(run_id))
    assert browser.went_to == [("scenario", {"run": run_id + 1})]


def test_a_talk_of_a_retired_module_can_be_read_and_not_tried_again(
    centre: Centre, browser: Browser
) -> None:
    run_id = start(centre, SORRY, FIX)
    modules.retire(centre.store, "empathy", NOW)
    browser.signs_in(centre.agent).presses(scenario, "_talk", retry="retry")
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert shown["stage"] == "after" and "no such scenario" in shown["error"]


def test_leaving_ends_the_talk_without_an_ending(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY)
    browser.signs_in(centre.agent).presses(scenario, "_talk", leave="leave")
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert (shown["ending"]["word"], shown["can_submit"]) == ("Left without an ending", False)


def test_the_brief_lists_the_own_tries(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY, FIX)
    browser.signs_in(centre.agent).presses(scenario, "_talk", opened=str(run_id))
    shown = drawn(browser.opens("scenario", scenario=SCENARIO))
    assert [past["title"] for past in shown["past"]] == ["Try 1"]
    assert "Solved" in shown["past"][0]["about"]
    assert browser.went_to == [("scenario", {"run": run_id})]


def test_the_talk_keeps_its_own_language_on_a_page_of_the_other(
    centre: Centre, browser: Browser
) -> None:
    run_id = start(centre)
    shown = drawn(browser.signs_in(centre.agent, Language.AR).opens("scenario", run=str(run_id)))
    assert (shown["dir"], shown["text_dir"]) == ("rtl", "ltr")
    assert shown["mood"]["word"] == "ترقّب"


@pytest.mark.parametrize("query", [{"run": "999"}, {"scenario": "empathy.s9-none"}, {}])
def test_what_is_not_there_leads_back_to_learning(
    centre: Centre, browser: Browser, query: dict[str, str]
) -> None:
    assert "no such scenario" in browser.signs_in(centre.agent).opens("scenario", **query).words


def test_somebody_elses_talk_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY)
    other = centre.add_person(Role.AGENT, centre.here)
    screen = browser.signs_in(other).opens("scenario", run=str(run_id))
    assert SORRY not in screen.words


@pytest.mark.parametrize("language", list(Language))
def test_a_supervisor_reads_what_was_sent_and_changes_nothing(
    centre: Centre, browser: Browser, language: Language
) -> None:
    run_id = start(centre, SORRY, FIX)
    scenarios.submit(centre.store, centre.agent, run_id, NOW)
    browser.signs_in(centre.person(Role.SUPERVISOR), language)
    shown = drawn(browser.opens("scenario", run=str(run_id)))
    assert [b["text"] for b in shown["bubbles"] if b["who"] == "you"] == [SORRY, FIX]
    assert (shown["reader"], shown["can_submit"]) == (True, False)
    assert shown["words"]["you"] == shown["line"][0] == centre.agent.name
    browser.presses(scenario, "_talk", 3, retry="retry", submit="submit", leave="leave")
    for _ in range(3):
        browser.opens("scenario", run=str(run_id))
    assert browser.went_to == []
    assert len(scenarios.list_scenarios(centre.store, centre.agent, sample_module())[0].runs) == 1


def test_back_from_what_was_sent_is_the_agents_page(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY, FIX)
    scenarios.submit(centre.store, centre.agent, run_id, NOW)
    browser.signs_in(centre.person(Role.SUPERVISOR)).presses(scenario, "_talk", back="back")
    browser.opens("scenario", run=str(run_id))
    assert browser.went_to == [("agent", {"agent": centre.agent.account_id})]


def test_a_supervisor_finds_nothing_of_what_was_not_sent(centre: Centre, browser: Browser) -> None:
    run_id = start(centre, SORRY, FIX)
    screen = browser.signs_in(centre.person(Role.SUPERVISOR)).opens("scenario", run=str(run_id))
    assert "nothing to read here" in screen.words
    assert SORRY not in screen.words


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REVIEWER, Role.ADMIN])
def test_only_learners_have_scenarios(centre: Centre, browser: Browser, role: Role) -> None:
    screen = browser.signs_in(centre.person(role)).opens("scenario", scenario=SCENARIO)
    assert "not part of your role" in screen.words
