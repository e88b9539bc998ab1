"""A learner at the browser: answers questions as the module's key says, and hears what comes."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from playwright.sync_api import Locator, Page, WebSocket, expect

from services.attempts import AttemptView
from services.modules import of_version
from storage.store import Store
from training_modules.model import Question, Text
from training_modules.quiz.worked import right_answer, wrong_answer


def listen(page: Page) -> list[bytes]:
    """Everything this page's server sends it from now on, over the websocket."""
    heard: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        heard.append(frame if isinstance(frame, bytes) else frame.encode())

    def hear(socket: WebSocket) -> None:
        socket.on("framereceived", keep)

    page.on("websocket", hear)
    return heard


def explanations(question: Question, language: str) -> Iterator[str]:
    """All that says why a choice is right or wrong: the key, in words."""
    for name, found in _texts(question):
        if name.startswith("why"):
            yield found.of(language)


def _texts(item: Any) -> Iterator[tuple[str, Text]]:
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, Text):
            yield field.name, value
        for part in value if isinstance(value, tuple) else ():
            if is_dataclass(part):
                yield from _texts(part)


def was_told(heard: list[bytes], words: str) -> bool:
    """Whether these words came, as JSON for a component or as they are."""
    forms = (words.encode(), json.dumps(words)[1:-1].encode())
    together = b"".join(heard)
    return any(form in together for form in forms)


def attempt_at(page: Page, store: Store) -> AttemptView:
    """The attempt that the page's address names, as the database has it."""
    page.wait_for_url(re.compile(r"quiz\?.*attempt=\d+"))
    found = re.search(r"attempt=(\d+)", page.url)
    assert found
    with store.reading() as work:
        attempt = work.attempts.get(int(found[1]))
        answers = work.attempts.answers(attempt.attempt_id)
    return AttemptView(
        attempt, of_version(store, attempt.module_id, attempt.module_version), answers
    )


def question_on(page: Page, store: Store) -> Question:
    """The question that is waited for."""
    view = attempt_at(page, store)
    assert view.position is not None
    return view.question(view.position)


def give(page: Page, question: Question, language: str, *, right: bool = True) -> None:
    """Fill the answer in and send it."""
    answer = right_answer(question, language) if right else wrong_answer(question, language)
    form = page.locator("form.question")
    expect(form.locator("h1")).to_have_text(question.stem.of(language))
    if isinstance(answer, dict):
        _match(form, answer)
    elif question.type == "ordering":
        _put_in_order(form, list(answer))
    elif question.type in ("numeric", "short_text"):
        form.locator("input[type=text]").fill(str(answer))
    else:
        for chosen in [answer] if isinstance(answer, str) else answer:
            form.locator(f"label.choice:has(input[value='{chosen}'])").click()
    form.locator(".foot .primary").click()


def _match(form: Locator, answer: dict[str, str]) -> None:
    """Each partner is chosen from its list; the lists stand in the order of the file."""
    for select, chosen in zip(form.locator("select").all(), answer.values(), strict=True):
        select.select_option(chosen)


def _put_in_order(form: Locator, wanted: list[str]) -> None:
    """By the buttons that move a step up."""
    for place, step in enumerate(wanted):
        row = form.locator(f"li.step[data-id='{step}']")
        while place < _place(form, step):
            row.locator("button.up").click()


def _place(form: Locator, step: str) -> int:
    steps = form.locator("li.step")
    return [one.get_attribute("data-id") for one in steps.all()].index(step)


def goes_through(page: Page, store: Store, language: str, *, wrong: int = 0) -> None:
    """Every question that is left, the first of them wrongly; until the result is shown."""
    view = attempt_at(page, store)
    for position in range(len(view.answers), len(view.attempt.drawn)):
        give(page, view.question(position), language, right=position >= wrong)
        if position + 1 < len(view.attempt.drawn):
            following = view.question(position + 1).stem.of(language)
            expect(page.locator("form.question h1")).to_have_text(following)
    page.locator(".result").wait_for()
