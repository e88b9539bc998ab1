"""Fonts and icon for everyone, and nothing else from the disk."""

import re

import pytest

from tests.web.conftest import Centre
from web.assets import FOLDER


def test_every_font_of_the_style_sheet_is_there(centre: Centre) -> None:
    visitor = centre.visitor()
    addresses = re.findall(r'url\("(.+?)"\)', visitor.get("/assets/fonts.css").text)
    assert len(addresses) == 8
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "font/woff2"
        assert "max-age" in answer.headers["cache-control"]
        assert answer.content[:4] == b"wOF2"


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/fonts",
        "/assets/none.css",
        "/assets/%2e%2e/gate.py",
        "/assets/%2e%2e/%2e%2e/settings.py",
        "/assets/..%2f..%2f..%2fetc/passwd",
        "/assets/%2fetc%2fhostname.css",
        "/assets/a%00.css",
    ],
)
def test_nothing_outside_the_folder_is_served(centre: Centre, path: str) -> None:
    assert centre.visitor().get(path).status_code == 404
