"""From a dropped recording to an acknowledged card, as people walk it, in both languages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from storage.records import Role
from tests.e2e.conftest import CallFiles, Visitor
from tests.e2e.sample_call import SAID, TIMES
from words import t

pytestmark = pytest.mark.browser
COMMENT = {"en": "Clear, I will try it.", "ar": "واضح، سأجرّب ذلك."}
REASON = {"en": "Said in the third line.", "ar": "قيل في السطر الثالث."}


def test_a_dropped_recording_becomes_a_card_that_the_agent_acknowledges(
    visitor: Visitor, call_files: CallFiles
) -> None:
    agent = _name_of_the_agent(visitor)
    page = visitor.signs_in(Role.REVIEWER)
    _drop(visitor, page, call_files, agent)
    _open_evaluation(visitor, page, call_files.recording.stem)
    _a_click_on_a_line_plays_it(visitor, page)
    _override_the_first_criterion(visitor, page)
    reference = page.locator(".desk-head h1 bdi").inner_text()
    _release(visitor, page)
    _read_the_card(visitor, reference)
    assert visitor.requests_elsewhere() == []


def test_a_transcript_alone_is_judged_and_shown_as_text(
    visitor: Visitor, call_files: CallFiles
) -> None:
    agent = _name_of_the_agent(visitor)
    page = visitor.signs_in(Role.REVIEWER)
    _drop(visitor, page, call_files, agent)
    _open_evaluation(visitor, page, call_files.chat.stem)
    expect(page.locator(".criterion").first).to_be_visible()
    expect(page.locator(".desk .player")).to_have_count(0)
    expect(page.locator(".desk .round")).to_have_count(0)
    if visitor.is_on_a_phone:
        page.locator("[data-tab=transcript]").click()
    expect(page.locator(".line").first).to_contain_text(SAID[visitor.language][0])
    assert page.evaluate("window.heard.length") == 0
    assert visitor.requests_elsewhere() == []


def _name_of_the_agent(visitor: Visitor) -> str:
    page = visitor.signs_in(Role.AGENT)
    return page.locator(".bar .person b").text_content() or ""


def _drop(visitor: Visitor, page: Page, files: CallFiles, agent: str) -> None:
    """The files become two calls; both are watched until they are judged."""
    visitor.opens(page, "calls", "input[type=file]")
    page.locator("input[type=file]").set_input_files(list(map(str, files.paths)))
    expect(page.locator(".calls .call")).to_have_count(2)
    page.locator("select[name=agent_id]").select_option(label=agent)
    page.locator(".foot .primary").click()
    expect(page.locator(".calls .call.added")).to_have_count(2)
    done = t("calls.to_review", visitor.language)
    for name in (files.recording.stem, files.chat.stem):
        expect(_row(page, name).locator(".state")).to_have_text(done)


def _row(page: Page, file_name: str) -> Locator:
    return page.locator("tr", has_text=file_name)


def _open_evaluation(visitor: Visitor, page: Page, file_name: str) -> None:
    _row(page, file_name).locator("button.open").click()
    page.locator(".desk").wait_for()
    expect(page.locator(".desk")).to_be_visible()
    _nothing_scrolls_sideways(visitor, page)


def _a_click_on_a_line_plays_it(visitor: Visitor, page: Page) -> None:
    if visitor.is_on_a_phone:
        page.locator("[data-tab=transcript]").click()
    starts_s = TIMES[2][1]
    page.locator(".line").nth(2).click()
    page.wait_for_function("at => window.heard.at(-1).currentTime > at", arg=starts_s)
    lit = page.locator(".line.lit")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text(SAID[visitor.language][2])
    page.keyboard.press("Space")
    page.wait_for_function("() => window.heard.at(-1).paused")
    if visitor.is_on_a_phone:
        page.locator("[data-tab=needs]").click()


def _override_the_first_criterion(visitor: Visitor, page: Page) -> None:
    """With the keys where there are keys, by touch where there are none."""
    page.locator("[data-tab=accepted]").click()
    first = page.locator(".criterion").first
    other = first.locator(".verdict-button[aria-pressed=false]").first
    if visitor.is_on_a_phone:
        other.click()
    else:
        page.keyboard.press(f"Digit{other.locator('kbd').inner_text()}")
    first.locator(".reason-form .field").fill(REASON[visitor.language])
    first.locator(".reason-form .primary").click()
    decided = page.locator(".criterion", has_text=REASON[visitor.language])
    expect(decided.locator(".decision .verdict-chip")).to_have_count(1)
    expect(page.locator(".line .shape.v-not_met").first).to_be_attached()


def _release(visitor: Visitor, page: Page) -> None:
    page.locator(".score-bar .primary").click()
    release = t("evaluation.release_now", visitor.language)
    page.locator("dialog").get_by_role("button", name=release, exact=True).click()
    withdraw = t("evaluation.withdraw", visitor.language)
    expect(page.locator(".score-bar").get_by_text(withdraw)).to_be_visible()


def _read_the_card(visitor: Visitor, reference: str) -> None:
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, "my-cards", ".card-list")
    page.locator(".card-list button", has_text=reference).click()
    page.locator(".card-head").wait_for()
    expect(page.locator(".card-head")).to_contain_text(reference)
    _nothing_scrolls_sideways(visitor, page)
    page.locator(".card .round").first.click()
    page.wait_for_function("() => window.heard.at(-1).currentTime > 0.2")
    page.locator(".reply textarea").fill(COMMENT[visitor.language])
    page.locator(".reply button[type=submit]").click()
    expect(page.locator(".read-at")).to_be_visible()
    expect(page.locator(".own-comment")).to_have_text(COMMENT[visitor.language])
    visitor.opens(page, "my-cards", ".card-list")
    read = t("my_cards.state_read", visitor.language)
    expect(page.locator(".card-list button", has_text=reference)).to_contain_text(read)


def _nothing_scrolls_sideways(visitor: Visitor, page: Page) -> None:
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= visitor.size["width"], f"{page.url} is {widest} wide"


def test_the_language_can_be_changed_on_the_page(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.REVIEWER)
    page.locator(".bar button.language").click()
    other = {"ar": "ltr", "en": "rtl"}[visitor.language]
    expect(page.locator("header.bar")).to_have_attribute("dir", re.compile(other))
    page.locator(".bar button.language").click()
    here = {"ar": "rtl", "en": "ltr"}[visitor.language]
    expect(page.locator("header.bar")).to_have_attribute("dir", re.compile(here))
