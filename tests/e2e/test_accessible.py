"""axe-core looks at every page, as each role, in both languages: nothing serious may be wrong."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from qa.model import Language
from storage.records import Role
from tests.e2e.conftest import WIDE, Visitor
from words import t

pytestmark = pytest.mark.browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
SERIOUS = ("serious", "critical")
# Each page by its address, and what shows that it is drawn.
PAGES = {
    Role.AGENT: {
        "": ".hero",
        "my-cards": ".card-list",
        "my-skills": ".level-row",
        "writing": ".lists",
        "profile": "h1",
        "learning": ".modules",
        "learning?module=empathy": ".columns",
        "learning?lesson=empathy.l1-fact-first": ".talk",
        "path": ".stages",
        "review": ".itqan-empty, .question",
        "certificates": "h1, .itqan-empty",
        "quiz?module=empathy&mode=practise": ".start",
        "scenario?scenario=writing.s1-wedding-suit": ".start",
        "writing?task=writing.t02": ".lab",
    },
    Role.REVIEWER: {"": ".hero", "calls": "table", "evaluation?call=1": ".desk"},
    Role.SUPERVISOR: {
        "": ".hero",
        "skills": ".cell",
        "agent?agent=1": ".levels",
        "team-learning": ".assign",
        "calls": "table",
        "phrases": "h1",
    },
    Role.ADMIN: {"": ".hero", "accounts": "table", "audit": "table"},
}


@pytest.mark.parametrize("role", list(Role))
def test_axe_finds_nothing_serious(
    role: Role, chromium: Browser, address: str, language: Language
) -> None:
    visitor = Visitor(chromium, address, language, WIDE)
    page = visitor.signs_in(role)
    found = []
    for path, drawn in PAGES[role].items():
        visitor.opens(page, path, drawn)
        found += [f"/{path}: {problem}" for problem in _serious(page)]
    visitor.leaves()
    assert found == []


def test_the_way_to_the_content_is_named_in_the_page_s_language(
    chromium: Browser, address: str, language: Language
) -> None:
    visitor = Visitor(chromium, address, language, WIDE)
    page = visitor.signs_in(Role.AGENT)
    visitor.opens(page, "my-cards", ".card-list")
    way, words = page.get_by_test_id("stSkipToContent"), t("shell.skip_to_content", language)
    shown = "getComputedStyle(node, '::after').content"
    expect(way).to_have_accessible_name(words)
    assert way.evaluate(f"(node) => {shown}") == f'"{words}"'
    visitor.leaves()


def _serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the first place where it is."""
    answer = Axe().run(page, options=RULES)
    return [
        f"{problem['id']} at {problem['nodes'][0]['target']} ({len(problem['nodes'])} places):"
        f" {problem['nodes'][0]['failureSummary']}"
        for problem in answer.response["violations"]
        if problem["impact"] in SERIOUS
    ]
