"""A supervisor looks at the team's skills, assigns and decides; the agent reads why."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qa.model import Language
from services import reviews, scenarios
from storage.records import Account, Role
from storage.store import Store
from tests.e2e.conftest import PHONE, WIDE, Visitor
from tests.e2e.learner import give
from words import t

pytestmark = pytest.mark.browser
REASON = {
    Language.EN: "The boiler call ended before anything was summed up.",
    Language.AR: "مكالمة الغلاية انتهت قبل تلخيص ما اتُّفق عليه.",
}
MODULE = {Language.EN: "patience", Language.AR: "communication"}
INSULT = {Language.EN: "You are stupid.", Language.AR: "أنت غبي."}
# One sent run of a scenario counts: each language has its own.
SCENARIO = {
    Language.EN: "communication.s1-bill-went-up",
    Language.AR: "communication.s3-cancelled-flight",
}


@pytest.fixture(params=[Language.EN, Language.AR])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visitor]:
    """In English on a wide screen, in Arabic on a phone."""
    size = PHONE if request.param is Language.AR else WIDE
    made = Visitor(chromium, address, request.param, size)
    yield made
    made.leaves()


@pytest.fixture
def layan(store: Store) -> Account:
    with store.reading() as work:
        found = work.accounts.find_by_username("layan")
    assert found is not None
    return found


def is_fine(visitor: Visitor, page: Page) -> None:
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= visitor.size["width"], f"{page.url} is {widest} wide"
    assert visitor.requests_elsewhere() == []


def test_a_cell_of_the_matrix_opens_what_it_rests_on(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.SUPERVISOR)
    visitor.opens(page, "skills", "td button.cell")
    is_fine(visitor, page)
    page.locator("td:not(.other) button.cell").first.click()
    expect(page.locator(".items .item .title").first).to_be_visible()
    expect(page.locator(".items .said-words").first).to_be_visible()
    is_fine(visitor, page)
    page.keyboard.press("Escape")
    expect(page.locator(".items")).to_have_count(0)
    expect(page.locator("td:not(.other) button.cell").first).to_be_focused()


def test_an_assigned_module_stands_in_the_agents_day_with_its_reason(
    visitor: Visitor, layan: Account
) -> None:
    page = visitor.signs_in(Role.SUPERVISOR)
    visitor.opens(page, f"agent?agent={layan.account_id}", ".st-key-agent-assign button")
    is_fine(visitor, page)
    page.locator(".st-key-agent-assign button").click()
    page.locator("form.assign").wait_for()
    is_fine(visitor, page)
    form = page.locator("form.assign")
    expect(form.locator("select[name=agent]")).to_have_value(str(layan.account_id))
    form.locator("select[name=module]").select_option(MODULE[visitor.language])
    form.locator("[name=reason]").fill(REASON[visitor.language])
    form.locator(".primary").click()
    expect(page.get_by_text(t("team_learning.assigned_now", visitor.language))).to_be_visible()
    page = visitor.signs_in(Role.AGENT)
    expect(page.get_by_text(REASON[visitor.language]).first).to_be_visible()
    is_fine(visitor, page)


def test_a_proposal_is_decided_on_by_a_person(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.SUPERVISOR)
    visitor.opens(page, "skills", "td button.cell")
    page.locator("button", has_text="Harbour team").first.click()
    name, act = {
        Language.EN: ("Daniel Okafor", ".acts .button.primary"),
        Language.AR: ("Hussein Karim", ".acts .button:not(.primary)"),
    }[visitor.language]
    proposal = page.locator(".proposal", has_text=name)
    expect(proposal).to_have_count(1)
    is_fine(visitor, page)
    proposal.locator(act).click()
    _decides(page.locator("dialog"), REASON[visitor.language])
    expect(proposal).to_have_count(0)
    is_fine(visitor, page)


def _decides(dialog: Locator, reason: str) -> None:
    dialog.locator("textarea").fill(reason)
    dialog.locator(".button.primary").click()


def test_the_days_cards_are_asked_one_by_one(
    visitor: Visitor, store: Store, layan: Account
) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, "review", "form.question")
    for right in (True, False):
        today = datetime.now(ZoneInfo("Asia/Riyadh"))
        card = reviews.queue(store, layan, today).due[0]
        give(page, card.question, visitor.language, right=right)
        expect(page.locator("ol.told")).to_be_visible()
        is_fine(visitor, page)
        page.locator(".foot .primary").click()
        expect(page.locator("ol.told")).to_have_count(0)


def test_a_talk_ends_well_or_with_the_line_dead_and_one_of_them_is_sent(
    visitor: Visitor, store: Store, layan: Account
) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, f"scenario?scenario={SCENARIO[visitor.language]}", ".start")
    page.locator(".start .primary").click()
    assert _is_led(page, store, layan, visitor, insulting=False) == "solved"
    page.locator(".ending .acts .button:not(.primary)").click()
    page.locator("#scenario-reply").wait_for()
    assert _is_led(page, store, layan, visitor, insulting=True) == "hung_up"
    expect(page.locator(".point").first).to_be_visible()
    send = t("scenario.submit", visitor.language)
    page.locator(".ending .acts").get_by_role("button", name=send).click()
    expect(page.locator(".sent")).to_be_visible()
    is_fine(visitor, page)


def _is_led(
    page: Page, store: Store, layan: Account, visitor: Visitor, *, insulting: bool
) -> str | None:
    """To the end of the talk with its model replies, or with an insult each time; how it ended."""
    page.wait_for_url("**/scenario?run=*")
    page.locator("#scenario-reply").wait_for()
    run_id = int(page.url.rpartition("=")[2])
    while (node := scenarios.open_run(store, layan, run_id).node) is not None:
        said = page.locator(".bubble").count()
        reply = INSULT[visitor.language] if insulting else node.model.of(visitor.language)
        page.locator("#scenario-reply").fill(reply)
        page.locator(".reply-box .primary").click()
        expect(page.locator(".bubble")).to_have_count(said + 2)
    page.locator(".ending").wait_for()
    return scenarios.open_run(store, layan, run_id).run.ending
