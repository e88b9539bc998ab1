"""A quiz by keyboard alone, in a real browser: nothing of the key arrives before the answer."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, WebSocket, expect

from storage.records import Role
from tests.e2e.conftest import Visitor
from tests.e2e.test_accessible import RULES, SERIOUS
from training_modules.catalog import CONTENT, look_into
from training_modules.model import Question

pytestmark = pytest.mark.browser
MODULE = "empathy"
QUESTIONS = next(
    one for one in look_into(CONTENT, only=(MODULE,))[0].modules if one.module_id == MODULE
).questions
SHORT = 12  # letters: such an explanation may stand somewhere else by chance


class Frames:
    """Everything that the server sent since the last question was answered."""

    def __init__(self, page: Page) -> None:
        self.received: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._keep)

    def _keep(self, payload: str | bytes) -> None:
        self.received.append(payload.encode() if isinstance(payload, str) else payload)

    def give_away(self, question: Question) -> list[str]:
        """The explanations of this question that have arrived already."""
        whole = b"".join(self.received)
        return [text for text in explanations(question) if is_in(text, whole)]


def is_in(text: str, whole: bytes) -> bool:
    return text.encode() in whole or json.dumps(text)[1:-1].encode() in whole


def explanations(question: Question) -> Iterator[str]:
    for found in _named(asdict(question), {"why", "why_true", "why_false"}):
        yield from (text for text in found.values() if len(text) > SHORT)


def _named(value: Any, names: set[str]) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        yield from (value[name] for name in names & value.keys() if value[name])
        for inner in value.values():
            yield from _named(inner, names)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner, names)


def asked(page: Page, visitor: Visitor) -> Question:
    """The question on the screen; of those with the same stem, the one with this situation."""
    stem = page.locator(".stem").inner_text()
    shown = page.locator(".question").inner_text()
    alike = [one for one in QUESTIONS if one.stem.of(visitor.language) == stem]
    fitting = [one for one in alike if one.context is None
               or one.context.of(visitor.language)[:20] in shown]  # fmt: skip
    return fitting[0]


def answers_by_keyboard(page: Page) -> None:
    for select in page.locator(".question select").all():
        select.focus()
        page.keyboard.press("ArrowDown")
    field = page.locator(".question .typed input")
    if field.count():
        field.focus()
        page.keyboard.type("12")
    elif not page.locator(".question select, .question .order").count():
        page.keyboard.press("1")
        expect(page.locator(".question input").first).to_be_checked()
    page.locator(".question .foot .primary").focus()
    page.keyboard.press("Enter")


def serious(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in SERIOUS
    ]


def begins(visitor: Visitor, page: Page, mode: str) -> None:
    visitor.opens(page, f"quiz?module={MODULE}&mode={mode}", ".start")
    page.locator(".start .primary").focus()
    page.keyboard.press("Enter")
    page.locator(".question, .result").first.wait_for()


def test_a_quiz_is_learned_from_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    frames = Frames(page)
    problems, kinds = [], set()
    begins(visitor, page, "learn")
    while page.locator(".question").count():
        question = asked(page, visitor)
        assert frames.give_away(question) == []
        if question.type not in kinds:
            problems += serious(page)
        answers_by_keyboard(page)
        page.locator("ol.told").wait_for()
        assert frames.give_away(question) != []
        if question.type not in kinds:
            problems += serious(page)
        kinds.add(question.type)
        expect(page.locator(".question .foot .primary")).to_be_focused()
        frames.received.clear()
        page.keyboard.press("Enter")
        expect(page.locator("form.question ol.told")).to_have_count(0)
    problems += serious(page)
    assert problems == []
    assert len(kinds) >= 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_certification_survives_a_closed_browser(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.AGENT)
    begins(visitor, page, "certify")
    before = page.locator(".progress b").inner_text()
    answers_by_keyboard(page)
    expect(page.locator(".progress b")).not_to_have_text(before)
    reached = page.locator(".progress b").inner_text()
    page = visitor.signs_in(Role.AGENT)
    begins(visitor, page, "certify")
    expect(page.locator(".progress b")).to_have_text(reached)
