"""The writing lab in a real browser: by keyboard, in both languages, with nothing lost."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from qa.model import Language
from storage.records import Role
from tests.e2e.conftest import PHONE, WIDE, Visitor
from tests.e2e.test_accessible import RULES, SERIOUS

pytestmark = pytest.mark.browser
# The emoji takes two of JavaScript's units: spans must still stand on their words.
ARABIC = (
    "🙂 اهلا بك، نعتذر لك عن تأخر الطلب.\n"
    "لاكن الشحنه تأخرت، وسيتم حل المشكلة في أقرب وقت.\nمع التحية"
)
BETTER = "أهلًا بك، أعتذر لك عن تأخر الطلب. سأتصل بالمندوب وأكتب لك اليوم قبل الرابعة. مع التحية"
TASKS = {Language.AR: "writing.t02", Language.EN: "writing.t03"}
OTHERS = {Language.AR: "writing.t05", Language.EN: "writing.t06"}


@pytest.fixture(params=[Language.AR, Language.EN])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visitor]:
    """In Arabic on a wide screen, in English on a phone."""
    size = WIDE if request.param is Language.AR else PHONE
    made = Visitor(chromium, address, request.param, size)
    yield made
    made.leaves()


def sends(page: Page, text: str) -> None:
    """Typed, and sent by the keyboard."""
    field = page.locator(".editor .field")
    field.fill(text)
    field.press("Control+Enter")


def serious(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in SERIOUS
    ]


def test_what_is_typed_outlives_a_reload_until_it_is_read(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    task = f"writing?task={OTHERS[visitor.language]}"
    visitor.opens(page, task, ".editor")
    page.locator(".languages .tab").first.press("Enter")
    page.locator(".editor .field").press_sequentially("طلبك")
    visitor.opens(page, task, ".editor")
    expect(page.locator(".editor .field")).to_have_value("طلبك")
    expect(page.locator(".editor .field")).to_have_attribute("dir", "rtl")
    sends(page, ARABIC)
    expect(page.locator(".written").first).to_be_visible()
    kept = "Object.keys(sessionStorage).filter((name) => name.startsWith('itqan.'))"
    assert page.evaluate(kept) == []


def test_a_reply_is_written_mended_and_written_again(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, f"writing?task={TASKS[visitor.language]}", ".editor")
    page.locator(".languages .tab").first.press("Enter")
    expect(page.locator(".editor .field")).to_have_attribute("dir", "rtl")

    sends(page, "This is English.")
    expect(page.locator(".error")).to_be_visible()
    expect(page.locator(".editor .field")).to_have_value("This is English.")

    sends(page, ARABIC)
    written = page.locator(".written").first
    expect(written).to_have_attribute("dir", "rtl")
    expect(written.locator(".mark.spelling")).to_have_text("لاكن")
    expect(written.locator(".mark.orthography").last).to_have_text("الشحنه")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    note = page.locator(".note", has=page.locator("del", has_text=re.compile("^لاكن$")))
    note.locator("button").press("Enter")
    expect(written.locator(".fixed")).to_have_text("لكن")
    page.locator(".lab-acts .primary").press("Enter")
    expect(page.locator(".editor .field")).to_have_value(ARABIC.replace("لاكن", "لكن"))

    sends(page, BETTER)
    expect(page.locator(".tab")).to_have_count(4)
    page.locator(".tab").nth(2).press("Enter")
    expect(page.locator(".compared")).to_be_visible()
    assert serious(page) == []
    page.locator(".tab").last.press("Enter")
    expect(page.locator(".model .written")).not_to_be_empty()
    assert serious(page) == []
    assert visitor.requests_elsewhere() == []
