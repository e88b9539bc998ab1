"""A learner reads a lesson, practises and certifies, as the module's own key has it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.model import Language
from services.modules import published
from storage.records import Role
from storage.store import Store
from tests.e2e.conftest import PHONE, WIDE, Visitor
from tests.e2e.learner import (
    attempt_at,
    explanations,
    give,
    goes_through,
    listen,
    question_on,
    was_told,
)

pytestmark = pytest.mark.browser
MODULE = "writing"
LESSON = {Language.AR: 0, Language.EN: 1}  # one that was not read before


@pytest.fixture(params=[Language.AR, Language.EN])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visitor]:
    """In Arabic on a phone, in English on a wide screen; the same person learns."""
    size = PHONE if request.param is Language.AR else WIDE
    made = Visitor(chromium, address, request.param, size)
    yield made
    made.leaves()


def is_fine(visitor: Visitor, page: Page) -> None:
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= visitor.size["width"], f"{page.url} is {widest} wide"
    assert visitor.requests_elsewhere() == []


def begins(visitor: Visitor, page: Page, module_id: str, mode: str) -> None:
    visitor.opens(page, f"quiz?module={module_id}&mode={mode}", ".start, form.question")
    if page.locator(".start").count():
        page.locator(".start .primary").click()
    page.locator("form.question").wait_for()


def test_a_lesson_is_read_to_its_end(visitor: Visitor, store: Store) -> None:
    module = published(store)[MODULE]
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, f"learning?lesson={module.lessons[LESSON[visitor.language]].id}", ".lesson")
    expect(page.locator(".label.v-met")).to_be_visible()
    expect(page.locator(".label.v-not_met")).to_be_visible()
    is_fine(visitor, page)
    page.locator(".st-key-lesson-read button").click()
    expect(page.locator(".st-key-lesson-onward button")).to_be_visible()
    is_fine(visitor, page)


def test_practice_and_certification_lead_to_a_certificate_that_anybody_can_check(
    visitor: Visitor, store: Store
) -> None:
    language = visitor.language
    page = visitor.signs_in(Role.AGENT)
    begins(visitor, page, MODULE, "practise")
    goes_through(page, store, language, wrong=1)
    assert page.locator(".answered details").count() == published(store)[MODULE].quiz.practise
    is_fine(visitor, page)

    heard = listen(page)
    begins(visitor, page, MODULE, "certify")
    asked = [attempt_at(page, store).question(place) for place in range(3)]
    goes_through_the_first(page, store, language, 3)
    told = [why for one in asked for why in explanations(one, language) if was_told(heard, why)]
    assert told == []
    goes_through(page, store, language)
    expect(page.locator(".score .number")).to_contain_text("100%")
    is_fine(visitor, page)
    page.locator(".score .primary").click()
    page.wait_for_url(re.compile("certificates"))
    page.locator("header.bar").wait_for()
    is_checked_by_a_stranger(visitor, newest_code(page, store))


def goes_through_the_first(page: Page, store: Store, language: str, count: int) -> None:
    for _ in range(count):
        before = question_on(page, store).stem.of(language)
        give(page, question_on(page, store), language)
        expect(page.locator("form.question h1")).not_to_have_text(before)


def newest_code(page: Page, store: Store) -> str:
    with store.reading() as work:
        layan = work.accounts.find_by_username("layan")
        assert layan is not None
        code = work.certificates.of_agent(layan.account_id)[0].code
    expect(page.get_by_text(code).first).to_be_visible()
    return code


def is_checked_by_a_stranger(visitor: Visitor, code: str) -> None:
    """In a browser where nobody is signed in."""
    stranger = visitor.browser.new_context(viewport=visitor.size)  # type: ignore[arg-type]  # a plain dict is what it takes
    page = stranger.new_page()
    answer = page.goto(f"{visitor.address}/certificates/{code}?language={visitor.language}")
    assert answer is not None and answer.status == 200
    expect(page.get_by_text(code).first).to_be_visible()
    expect(page.get_by_text("ليان حداد").first).to_be_visible()
    is_fine(visitor, page)
    stranger.close()


def test_a_certification_survives_a_closed_browser_and_two_tabs_count_once(
    visitor: Visitor, store: Store
) -> None:
    page = visitor.signs_in(Role.AGENT)
    begins(visitor, page, "communication", "certify")
    goes_through_the_first(page, store, visitor.language, 2)
    attempt_id = attempt_at(page, store).attempt.attempt_id
    waiting = page.locator("form.question h1").inner_text()

    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, f"quiz?attempt={attempt_id}", "form.question")
    expect(page.locator("form.question h1")).to_have_text(waiting)
    other = page.context.new_page()
    visitor.opens(other, f"quiz?attempt={attempt_id}", "form.question")
    question = question_on(page, store)
    give(page, question, visitor.language)
    expect(page.locator("form.question h1")).not_to_have_text(waiting)
    give(other, question, visitor.language, right=False)
    expect(other.locator("form.question h1")).not_to_have_text(waiting)
    kept = attempt_at(page, store).answers
    assert [answer.share for answer in kept] == [1, 1, 1]
    goes_through(page, store, visitor.language)
