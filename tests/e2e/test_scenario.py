"""A branching talk and the practice on an own call in a real browser, by the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.model import Language
from storage.records import Role
from tests.e2e.conftest import PHONE, WIDE, Visitor
from tests.e2e.test_writing import serious
from words import t

pytestmark = pytest.mark.browser
SCENARIO = "empathy.s1-nine-days"
POOR = {Language.AR: "طيب.", Language.EN: "Fine."}
GOOD = {
    Language.AR: "تسع أيام من غير نت، وموعدين وما جاك أحد، ويومين راحوا من راتبك. معك حق.",
    Language.EN: "Nine days with no internet and two visits that never came. I hear you.",
}
BETTER = {
    "ar": "أعتذر لك، معك حق تتضايق من هذا التأخير.",
    "en": "I'm so sorry about this, that must be very worrying.",
}


@pytest.fixture(params=[Language.AR, Language.EN])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visitor]:
    """In Arabic on a wide screen, in English on a phone."""
    size = WIDE if request.param is Language.AR else PHONE
    made = Visitor(chromium, address, request.param, size)
    yield made
    made.leaves()


def is_fine(page: Page) -> None:
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def says(page: Page, reply: str) -> None:
    """Typed, and sent by the keyboard; the customer's answer is waited for."""
    said = page.locator(".bubble").count()
    page.locator("#scenario-reply").fill(reply)
    page.locator("#scenario-reply").press("Control+Enter")
    expect(page.locator(".bubble")).to_have_count(said + 2)


def test_a_talk_is_led_to_its_end_and_explained(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, f"scenario?scenario={SCENARIO}", ".start")
    is_fine(page)
    page.locator(".start .primary").press("Enter")

    field = page.locator("#scenario-reply")
    field.fill("🙂")
    field.press("Control+Enter")
    expect(page.locator(".warning")).to_be_visible()
    expect(field).to_have_value("🙂")
    page.locator(".reply-box .acts .button").nth(1).press("Enter")
    expect(page.locator(".hint")).to_be_visible()
    expect(field).to_have_value("🙂")
    is_fine(page)

    says(page, GOOD[visitor.language])
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.press_sequentially(POOR[visitor.language])
    page.reload()
    expect(field).to_have_value(POOR[visitor.language])
    while not page.locator(".ending").count():
        says(page, POOR[visitor.language])
    expect(page.locator(".point").first).to_be_visible()
    kept = "Object.keys(sessionStorage).filter((name) => name.startsWith('itqan.'))"
    assert page.evaluate(kept) == []
    is_fine(page)
    words = t("scenario.submit", visitor.language)
    send = page.locator(".ending").get_by_role("button", name=words)
    if send.count():  # one run of a scenario is sent, in whichever language came first
        send.press("Enter")
    expect(page.locator(".sent")).to_be_visible()
    is_fine(page)
    assert visitor.requests_elsewhere() == []


def test_a_talk_can_be_left_by_the_keyboard(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, "scenario?scenario=empathy.s2-her-brother", ".start")
    page.locator(".start .primary").press("Enter")
    page.locator(".leave").press("Enter")
    is_fine(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.locator(".leave").press("Enter")
    page.locator("dialog .button").last.press("Enter")
    expect(page.locator(".ending")).to_be_visible()


def test_the_focus_of_a_card_is_practised_on(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, "my-cards", ".card-list button")
    page.locator(".card-list button").first.press("Enter")
    page.locator(".practise .button").press("Enter")
    field = page.locator("#practice-words")
    expect(page.locator(".model")).to_have_count(page.locator(".tries:not(:empty)").count())
    is_fine(page)
    tried = page.locator(".try").count()
    field.fill(BETTER[field.get_attribute("lang") or "en"])
    field.press("Control+Enter")
    expect(page.locator(".try")).to_have_count(tried + 1)
    expect(page.locator(".try .verdict-chip").first).to_be_visible()
    expect(page.locator(".model")).to_be_visible()
    is_fine(page)
