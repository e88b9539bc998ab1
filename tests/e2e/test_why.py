"""A verdict opened to its why in a real browser: by key, by touch, in both directions."""

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.model import Language
from storage.records import Role
from tests.e2e.conftest import Visitor
from tests.e2e.test_writing import serious

pytestmark = pytest.mark.browser
# Of the demonstration, in the other language than the page: quotes keep their own direction.
CALL_OF = {Language.AR: 2, Language.EN: 1}


def test_a_verdict_opens_to_what_decided_it_and_closes_again(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.REVIEWER)
    visitor.opens(page, f"evaluation?call={CALL_OF[visitor.language]}", ".desk")
    page.locator("[data-tab=accepted]").click()
    row = page.locator(".criterion").first
    _open(visitor, page, row)
    expect(row.locator(".why-part").first).to_be_visible()
    expect(row.locator(".why-button")).to_be_focused()
    expect(row.locator(".why-button")).to_have_attribute("aria-expanded", "true")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    row.locator(".why-button").press("Enter")
    expect(row.locator(".why-panel")).to_have_count(0)


def test_quotes_in_the_why_keep_the_direction_of_the_call(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.REVIEWER)
    visitor.opens(page, f"evaluation?call={CALL_OF[visitor.language]}", ".desk")
    page.locator("[data-tab=accepted]").click()
    row = page.locator(".criterion:has(.quote)").first
    row.locator(".why-button").click()
    quote = row.locator(".why-panel .quote .said p").first
    expect(quote).to_have_attribute("dir", "ltr" if visitor.language is Language.AR else "rtl")
    expect(row.locator(".why-panel mark").first).to_be_visible()


def _open(visitor: Visitor, page: Page, row: Locator) -> None:
    """With the key where there are keys, by touch where there are none."""
    if visitor.is_on_a_phone:
        row.locator(".why-button").click()
        return
    row.locator("h3").click()
    page.keyboard.press("KeyW")
