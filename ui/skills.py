"""Levels in words and as nuqtas: never a level without its certainty."""

from collections.abc import Sequence

from services.skills import Standing
from training_modules.skills import Estimate, SkillLevel, on_scale
from ui import components, state, text
from ui.text import say, say_count

Drawn = dict[str, object]

_WIDE = 2  # levels between the least and the most
_LEGEND = ("solid", "perhaps", "outline", "unknown")

_levels = components.define(
    "levels",
    css=("shared/tokens.css", "shared/base.css", "shared/nuqta.css", "skills/levels.css"),
    js=("shared/dom.js", "shared/nuqta.js", "shared/come_back.js", "skills/levels.js"),
)


def draw_levels(
    standings: Sequence[Standing], *, key: str, title: str = "", with_about: bool = False
) -> str | None:
    """Each skill with its nuqtas and words; the skill that was opened in this run."""
    facts = {
        "direction": text.direction(),
        "language": state.language(),
        "title": title,
        "rows": [_standing(standing, with_about) for standing in standings],
        "legend": legend(),
        "note": say("skills.legend_levels"),
    }
    opened = _levels(data=components.packed(facts), key=key, on_open_change=components.noted).open
    return str(opened) if opened else None


def _standing(standing: Standing, with_about: bool) -> Drawn:
    skill, language = standing.skill, state.language()
    return {
        "id": skill.skill_id,
        "title": skill.title.of(language),
        "about": skill.about.of(language) if with_about else "",
        "words": f"{level_words(standing.level)} · {pieces_words(standing.level)}",
        "level": level_data(standing.level),
    }


def legend() -> dict[str, str]:
    return {look: say(f"skills.legend_{look}") for look in _LEGEND}


def level_data(level: SkillLevel) -> Drawn:
    """What shared/nuqta.js draws."""
    estimate = level.estimate
    return {
        "known": estimate is not None,
        "at_least": estimate.at_least if estimate else 0,
        "perhaps": estimate.perhaps if estimate else 0,
        "label": level_words(level),
    }


def level_words(level: SkillLevel) -> str:
    """At least 2, perhaps 3."""
    estimate = level.estimate
    if estimate is None:
        return say("skills.unknown")
    low, high = estimate.at_least, estimate.perhaps
    if low == high:
        return say("skills.exactly", low=low, word=say(f"skills.level_{low}"))
    return say("skills.wide" if high - low >= _WIDE else "skills.at_least", low=low, high=high)


def range_words(level: SkillLevel) -> str:
    """2 to 3, or 3: what stands under the nuqtas of a small cell."""
    estimate = level.estimate
    if estimate is None:
        return say("skills.unknown_short")
    low, high = estimate.at_least, estimate.perhaps
    return str(low) if low == high else say("skills.range", low=low, high=high)


def change_word(level: SkillLevel) -> tuple[str, str]:
    """Its direction and its word; both empty where it may be chance."""
    if level.change is None or level.change.direction == "same":
        return "", ""
    direction = level.change.direction
    return direction, say(f"skills.{direction}")


def pieces_words(level: SkillLevel) -> str:
    return say_count("skills.pieces", level.pieces)


def on_scale_words(estimate: Estimate) -> tuple[str, str, str]:
    """The estimate and its interval on the scale from 1 to 4."""
    shares = (estimate.share, estimate.low, estimate.high)
    share, low, high = (f"{on_scale(one):.1f}" for one in shares)
    return share, low, high
