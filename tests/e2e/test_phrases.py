"""A supervisor tries a phrase of the centre's own, adds it and switches it off again."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qa.model import Language
from storage.records import Role
from tests.e2e.conftest import PHONE, WIDE, Visitor
from words import plural, t

pytestmark = pytest.mark.browser
PHRASE = {Language.EN: "as per policy", Language.AR: "حسب سياسة الشركة"}
SAMPLE = {Language.EN: "As per POLICY, no.", Language.AR: "وحسبَ سياسة الشركه لا يمكن."}
SEEN = {Language.EN: "As per POLICY", Language.AR: "وحسبَ سياسة الشركه"}
SIZES = {Language.EN: WIDE, Language.AR: PHONE}


def test_a_phrase_is_tried_added_and_switched_off(
    chromium: Browser, address: str, language: Language
) -> None:
    visitor = Visitor(chromium, address, language, SIZES[language])
    page = visitor.signs_in(Role.SUPERVISOR)
    visitor.opens(page, "phrases", ".st-key-phrases-add details")
    details = page.locator(".st-key-phrases-add details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.get_by_label(t("phrases.text", language), exact=True).fill(PHRASE[language])
    page.get_by_label(t("phrases.sample", language), exact=True).fill(SAMPLE[language])
    page.get_by_role("button", name=t("phrases.try", language), exact=True).click()
    found = plural("phrases.found", 1, language, places="")
    expect(page.get_by_text(found)).to_contain_text(SEEN[language])
    page.get_by_role("button", name=t("phrases.save", language)).click()
    expect(_row(page, language)).to_contain_text(t("phrases.in_force", language))
    _switch_off(page, language)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    visitor.leaves()


def _switch_off(page: Page, language: Language) -> None:
    off = t("phrases.switch_off", language)
    _row(page, language).get_by_role("button", name=off).click()
    page.get_by_role("dialog").get_by_role("button", name=off).click()
    expect(page.get_by_text(t("phrases.off_by", language, name="").strip())).to_be_visible()


def _row(page: Page, language: Language) -> Locator:
    return page.locator("tr", has_text=PHRASE[language]).first
