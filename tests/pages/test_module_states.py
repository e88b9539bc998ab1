"""A module's page tells how far its scenarios and its writing are."""

from typing import Any

import pytest

from qa.model import Language
from services import modules, scenarios, spelling
from services import writing as lab
from services.scenarios import Said
from services.writing import NewDraft
from storage.records import Role
from tests.pages.conftest import Browser
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre

SCENARIO, TASK, DRILL = "empathy.s1-waiting", "empathy.t01", "empathy.d1"
SORRY = "I am sorry you have waited a whole week for this."
FIX = "I will send the technician to you tomorrow at 4 pm."


@pytest.fixture(autouse=True)
def published(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a dictionary, for these tests are not about spelling."""
    modules.publish(centre.store, [sample_module()], NOW)
    monkeypatch.setattr(spelling, "check", lambda *_: None)


def rows(browser: Browser) -> dict[str, dict[str, Any]]:
    """Of the module's page, by what they lead to."""
    sections = browser.opens("learning", module="empathy").part("learning.module")["sections"]
    every = (row for section in sections for row in section["rows"])
    return {next(iter(row["way"]["chosen"].values())): row for row in every}


def talk(centre: Centre, *replies: str) -> int:
    run_id = scenarios.start_run(centre.store, centre.agent, SCENARIO, NOW)
    for position, reply in enumerate(replies, start=1):
        scenarios.say(centre.store, centre.agent, run_id, Said(position, reply), NOW)
    return run_id


def told(browser: Browser, subject: str) -> tuple[str, str]:
    row = rows(browser)[subject]
    return row["state"], row["facts"][-1]


def test_a_scenario_tells_whether_it_was_tried_and_how_well(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent)
    assert told(browser, SCENARIO) == ("open", "Not tried yet")
    scenarios.end(centre.store, centre.agent, talk(centre, SORRY), NOW)
    assert told(browser, SCENARIO) == ("part", "Left without an ending")
    talk(centre)
    assert told(browser, SCENARIO) == ("part", "In progress")
    talk(centre, SORRY, FIX)
    assert told(browser, SCENARIO) == ("done", "Best 100 of 100")
    talk(centre)
    assert told(browser, SCENARIO) == ("done", "Best 100 of 100 · In progress")


@pytest.mark.parametrize("subject", [TASK, DRILL])
def test_writing_tells_its_drafts_and_what_was_sent(
    centre: Centre, browser: Browser, subject: str
) -> None:
    browser.signs_in(centre.agent)
    assert told(browser, subject) == ("open", "Not started")
    piece_id = lab.begin(centre.store, centre.agent, subject, "en", NewDraft(1, SORRY), NOW)
    assert told(browser, subject) == ("part", "1 draft, not sent")
    lab.submit_piece(centre.store, centre.agent, piece_id, NOW)
    mark, words = told(browser, subject)
    assert (mark, words[:4]) == ("done", "Sent")


def test_it_is_told_in_arabic_too(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent, Language.AR)
    assert told(browser, SCENARIO) == ("open", "لم تُجرَّب بعد")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REVIEWER, Role.ADMIN])
def test_whoever_reads_along_sees_no_state(centre: Centre, browser: Browser, role: Role) -> None:
    talk(centre, SORRY, FIX)
    browser.signs_in(centre.person(role))
    assert {row["state"] for row in rows(browser).values()} == {""}
