"""On an Arabic page nothing speaks English by itself, and nothing is asked of another host."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from qa.model import Language
from services.demonstration_content import load_content
from storage.records import Role
from tests.e2e.conftest import Visitor
from training_modules.catalog import module_to_dict, read_folder
from training_modules.model import Module

pytestmark = pytest.mark.browser
SEEN_WORDS = (Path(__file__).parent / "seen_words.js").read_text("utf-8")
# Each page by its address, and what shows that it is drawn.
PAGES = {
    Role.REVIEWER: (
        ("", "header.bar"),
        ("calls", "tr button.open"),
        ("evaluation", "header.bar"),
        ("profile", "header.bar"),
    ),
    Role.SUPERVISOR: (
        ("", "header.bar"),
        ("calls", "tr button.open"),
        ("skills", "td button.cell"),
        ("agent?agent=1", "h1"),
        ("team-learning", "form.assign"),
        ("phrases", "h1"),
    ),
    Role.AGENT: (
        ("", "header.bar"),
        ("my-cards", ".card-list, .itqan-empty"),
        ("path", "h1"),
        ("learning", "h1"),
        ("learning?module=empathy", "h1"),
        ("quiz?module=empathy&mode=practise", ".start"),
        ("review", "form.question"),
        ("writing", ".lists"),
        ("writing?task=writing.t02", ".lab"),
        ("scenario?scenario=writing.s1-wedding-suit", ".start"),
        ("my-skills", "h1"),
        ("certificates", "h1"),
    ),
    Role.ADMIN: (
        ("", "header.bar"),
        ("accounts", "table"),
        ("audit", "table"),
    ),
}


def _names() -> list[str]:
    """What the demonstration's people and teams are called, and their user names."""
    content = load_content()
    people = [name for person in content.people for name in (person.name, person.username)]
    return [*people, *content.teams.values()]


def _jargon() -> list[str]:
    """Latin words that the Arabic texts of the modules quote, such as «الـ push alerts»."""
    return sorted({word for module in read_folder().modules for word in _latin_in(module)})


def _latin_in(module: Module) -> Iterator[str]:
    left: list[object] = [module_to_dict(module)]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield from WORD.findall(str(one.get("ar", "")))
        left += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


WORD = re.compile(r"[A-Za-z][A-Za-z'_-]*")
# Latin letters that belong on an Arabic page: the way back to English, names of file formats, the
# name of the browser in the list of sessions, references and files of calls.
ALLOWED = {
    "language switch": r"English",
    "file formats": r"wav|mp3|m4a|ogg|opus|flac|mp4|vtt|srt|json|txt|eml|md|PDF",
    "sizes": r"KB|MB",
    "browser": r"HeadlessChrome|Chrome|Linux|Windows|Firefox|Safari|Mac",
    "references": r"C-\d+",
    "keys": r"Ctrl|J|K",
    "command that starts a worker": r"python -m jobs\.worker",
    "people and teams": "|".join(map(re.escape, _names())),
    "jargon that a module quotes": rf"\b(?:{'|'.join(map(re.escape, _jargon()))})\b",
}


@pytest.fixture
def language() -> Language:
    return Language.AR


@pytest.mark.parametrize("role", list(Role))
def test_no_built_in_english_is_seen_on_an_arabic_page(visitor: Visitor, role: Role) -> None:
    page = visitor.signs_in(role)
    found = []
    for path, wait_for in PAGES[role]:
        visitor.opens(page, path, wait_for)
        page.wait_for_load_state("networkidle")
        found += [f"/{path}: {english}" for english in _english(page)]
    assert found == []
    assert visitor.requests_elsewhere() == []


def test_no_built_in_english_is_seen_on_an_arabic_evaluation(visitor: Visitor) -> None:
    page = visitor.signs_in(Role.REVIEWER)
    visitor.opens(page, "calls", "tr button.open")
    page.locator("tr button.open").first.click()
    page.locator(".desk").wait_for()
    assert list(_english(page)) == []
    assert visitor.requests_elsewhere() == []


def _english(page: Page) -> Iterable[str]:
    """What is seen in Latin letters and is neither allowed nor something people wrote."""
    allowed = re.compile("|".join(f"(?:{pattern})" for pattern in ALLOWED.values()))
    seen: list[dict[str, Any]] = page.evaluate(SEEN_WORDS)
    for found in seen:
        left = allowed.sub("", found["text"])
        if WORD.search(left):
            yield f"{found['as']}: {found['text']}"
