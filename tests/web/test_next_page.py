"""The page after signing in is one of ours."""

import pytest

from web.next_page import next_page


@pytest.mark.parametrize("wish", ["/calls", "/evaluation?call=17", "/my-cards?card=3#reply"])
def test_a_page_of_ours_is_opened(wish: str) -> None:
    assert next_page(wish) == wish


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "calls",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\u202e/x",
        "/sign-out",
        "/sign-in?next=/sign-in",
        "/api/session",
        "/recordings/1",
        "/" + "x" * 2000,
    ],
)
def test_everything_else_leads_home(wish: str) -> None:
    assert next_page(wish) == "/"
