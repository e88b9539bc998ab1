"""The team's learning: the list, the form, the proposals, and what a person decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qa.model import Verdict
from services import assignments, modules
from services.assignments import Terms
from storage.assignments import Assignment
from storage.records import Account, Role
from tests.pages.conftest import Browser, Screen
from tests.sample_module import sample_module
from tests.services.conftest import Centre
from ui import assigning, lists


@pytest.fixture
def taught(centre: Centre) -> Centre:
    modules.publish(centre.store, [sample_module("empathy")], datetime.now(UTC))
    centre.person(Role.AGENT)
    return centre


def supervisor(centre: Centre) -> Account:
    return centre.person(Role.SUPERVISOR)


def later(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def given(centre: Centre) -> tuple[Assignment, ...]:
    with centre.store.reading() as work:
        return work.assignments.of_agents([centre.agent.account_id])


def assign(centre: Centre, days: int = 14, ago: int = 0) -> int:
    now = datetime.now(UTC) - timedelta(days=ago)
    terms = Terms(later(days), "three calls without a word")
    agent_id = centre.agent.account_id
    return assignments.assign_module(
        centre.store, supervisor(centre), agent_id, "empathy", terms, now
    )


def miss(centre: Centre) -> None:
    for ago in (1, 2, 3):
        at = datetime.now(UTC) - timedelta(days=ago)
        centre.add_released(verdicts={"empathy": Verdict.NOT_MET}, happened_at=at)


def listed(screen: Screen) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in screen.rows()]


def form(centre: Centre, **changes: str) -> dict[str, str]:
    filled = {
        "agent": str(centre.agent.account_id),
        "module": "empathy",
        "due": later(14).date().isoformat(),
        "reason": "after the talk on Monday",
    }
    return filled | changes


def test_with_nothing_assigned_the_page_says_how_to_begin(taught: Centre, browser: Browser) -> None:
    screen = browser.signs_in(supervisor(taught)).opens("team_learning")
    assert "with the form below" in screen.words
    assert "No criterion was missed often enough" in screen.words


def test_a_module_is_assigned_with_the_form(taught: Centre, browser: Browser) -> None:
    browser.signs_in(supervisor(taught)).presses(assigning, "_form", assign=form(taught))
    screen = browser.opens("team_learning")
    (kept,) = given(taught)
    assert kept.reason == "after the talk on Monday"
    assert kept.due_at.date() >= later(13).date()
    assert "The module is assigned." in screen.words
    assert listed(screen)[0][:2] == [taught.agent.name, "Empathy"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"due": "2020-01-01"}, "lies in the past"),
        ({"due": "soon"}, "is not a date"),
        ({"reason": "\u200f\u202e "}, "A reason is missing"),
        ({"module": "juggling"}, "no such module"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_assigned(
    changes: dict[str, str], told: str, taught: Centre, browser: Browser
) -> None:
    wrong = form(taught, **changes)
    browser.signs_in(supervisor(taught)).presses(assigning, "_form", assign=wrong)
    assert told in browser.opens("team_learning").words
    assert given(taught) == ()


def test_the_address_fills_the_form_in(taught: Centre, browser: Browser) -> None:
    agent_id = taught.agent.account_id
    browser.signs_in(supervisor(taught))
    screen = browser.opens("team_learning", agent=str(agent_id), module="empathy")
    chosen = screen.part("team_learning.form")["chosen"]
    assert chosen == {"agent": agent_id, "module": "empathy"}


def test_overdue_and_stuck_can_be_told_apart(taught: Centre, browser: Browser) -> None:
    assign(taught, ago=9)
    screen = browser.signs_in(supervisor(taught)).opens("team_learning")
    assert [row[3] for row in listed(screen)] == ["Stuck"]
    assert listed(screen.chooses("team_learning.filter", "overdue")) == []
    assert "No module in this state" in screen.words


def test_what_was_retired_meanwhile_says_so_and_can_be_cancelled(
    taught: Centre, browser: Browser
) -> None:
    assignment_id = assign(taught, ago=9)
    modules.retire(taught.store, "empathy", datetime.now(UTC))
    browser.signs_in(supervisor(taught))
    (row,) = browser.opens("team_learning").rows()
    assert [row["cells"][at]["text"] for at in (1, 3)] == ["Empathy", "Module retired"]
    assert "cannot be begun any more" in row["cells"][3]["under"]
    assert [act["name"] for act in row["acts"]] == ["cancel"]
    pressed = {"act": "cancel", "row_id": assignment_id, "reason": "retired"}
    browser.presses(lists, "_lists", pressed=pressed)
    browser.opens("team_learning")
    assert [one.is_open for one in given(taught)] == [False]


def test_an_assignment_is_cancelled_with_a_reason(taught: Centre, browser: Browser) -> None:
    assignment_id = assign(taught)
    pressed = {"act": "cancel", "row_id": assignment_id, "reason": "took it elsewhere"}
    browser.signs_in(supervisor(taught)).presses(lists, "_lists", pressed=pressed)
    screen = browser.opens("team_learning")
    assert "The assignment is cancelled." in screen.words
    assert [one.is_open for one in given(taught)] == [False]


def test_a_name_opens_the_agents_page(taught: Centre, browser: Browser) -> None:
    pressed = {"act": "open", "row_id": assign(taught), "reason": ""}
    browser.signs_in(supervisor(taught)).presses(lists, "_lists", pressed=pressed)
    browser.opens("team_learning")
    assert browser.went_to == [("agent", {"agent": taught.agent.account_id})]


def proposals(screen: Screen) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = screen.part("skills.proposals")["proposals"]
    return found


@pytest.mark.parametrize("page", ["skills", "team_learning"])
def test_a_proposal_names_the_criterion_and_its_calls(
    page: str, taught: Centre, browser: Browser
) -> None:
    miss(taught)
    (proposal,) = proposals(browser.signs_in(supervisor(taught)).opens(page))
    assert proposal["agent"] == taught.agent.name
    (missed,) = proposal["missed"]
    assert missed["title"] == "Empathy: missed in 3 of the latest 3 calls it applied in"
    assert len(missed["calls"]) == 3


def decided(centre: Centre, act: str, **more: str) -> dict[str, Any]:
    agent_id = centre.agent.account_id
    return {"act": act, "agent": agent_id, "module": "empathy", "day": "", "reason": "why"} | more


def test_a_confirmed_proposal_is_assigned_with_its_calls(taught: Centre, browser: Browser) -> None:
    miss(taught)
    day = later(7).date().isoformat()
    choice = decided(taught, "confirm", day=day)
    browser.signs_in(supervisor(taught)).presses(assigning, "_proposals", decided=choice)
    screen = browser.opens("skills")
    (kept,) = given(taught)
    assert (kept.criterion_id, len(kept.call_ids)) == ("empathy", 3)
    assert "The module is assigned." in screen.words


def test_a_dismissed_proposal_goes(taught: Centre, browser: Browser) -> None:
    miss(taught)
    choice = decided(taught, "dismiss")
    browser.signs_in(supervisor(taught)).presses(assigning, "_proposals", decided=choice)
    screen = browser.opens("skills")
    assert given(taught) == ()
    assert "The proposal is dismissed." in screen.words
    assert "No criterion was missed often enough" in screen.words


def test_the_calls_of_a_proposal_open(taught: Centre, browser: Browser) -> None:
    miss(taught)
    browser.signs_in(supervisor(taught)).presses(assigning, "_proposals", open=3)
    browser.opens("skills")
    assert browser.went_to == [("evaluation", {"call": 3})]
