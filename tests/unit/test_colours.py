"""The colours of both themes can be read: WCAG AA for text, 3 to 1 for controls."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "ui" / "components" / "shared" / "tokens.css"
TEXT_ON_GROUNDS = [
    (ink, ground)
    for ink in ("ink", "ink2", "petrol", "customer")
    for ground in ("bg", "learn", "surface", "petrol-soft")
]
TEXT_ON_SOFT = [
    (name, f"{name}-soft") for name in ("saffron", "met", "not-met", "unsure", "na", "petrol")
]
TEXT_ON_FULL = [("on-verdict", name) for name in ("met", "not-met", "unsure")]
TEXT = [*TEXT_ON_GROUNDS, *TEXT_ON_SOFT, *TEXT_ON_FULL, ("on-petrol", "petrol"), ("on2", "head")]
CONTROLS = [("ctrl", ground) for ground in ("bg", "learn", "surface")]


def colours(theme: int) -> dict[str, str]:
    css = TOKENS.read_text("utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    single = re.findall(r"--([\w-]+): (#\w{6});", css)
    return {name: both[theme] for name, *both in pairs} | dict(single)


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(theme: int, ink: str, ground: str) -> None:
    named = colours(theme)
    assert contrast(named[ink], named[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("border", "ground"), CONTROLS)
def test_a_controls_border_can_be_seen(theme: int, border: str, ground: str) -> None:
    named = colours(theme)
    assert contrast(named[border], named[ground]) >= 3
