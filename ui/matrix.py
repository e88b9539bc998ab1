"""A team's skills as a table: who has shown what, how certain it is, and whether it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.skills import Matrix, MatrixRow
from training_modules.model import Skill
from training_modules.skills import SkillLevel
from ui import components, state, text
from ui.skills import (
    Drawn,
    change_word,
    legend,
    level_data,
    level_words,
    pieces_words,
    range_words,
)
from ui.text import say

_REACHED = 3  # the level that is counted per skill
_WORDS = ("agent", "view", "view_shapes", "view_text", "skill", "legend", "legend_change")

_matrix = components.define(
    "matrix",
    css=("shared/tokens.css", "shared/base.css", "shared/nuqta.css", "matrix/matrix.css"),
    js=("shared/dom.js", "shared/nuqta.js", "shared/come_back.js", "matrix/matrix.js"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell that was pressed, or an agent where `skill_id` is empty."""

    agent_id: int
    skill_id: str


def draw_matrix(matrix: Matrix) -> Opened | None:
    pressed = _matrix(
        data=components.packed(matrix_data(matrix)),
        key="skills.matrix",
        on_open_change=components.noted,
    ).open
    return Opened(int(pressed["agent"]), str(pressed["skill"])) if pressed else None


def matrix_data(matrix: Matrix) -> Drawn:
    """Agents in the order they came in: by name."""
    return {
        "direction": text.direction(),
        "language": state.language(),
        "caption": say("skills.caption", team=matrix.team.name),
        "columns": [_column(matrix, at) for at in range(len(matrix.skills))],
        "rows": [_row(row, matrix.skills) for row in matrix.rows],
        "legend": legend(),
        "words": text.words_of("skills", *_WORDS),
    }


def _column(matrix: Matrix, at: int) -> Drawn:
    estimates = [row.levels[at].estimate for row in matrix.rows]
    reached = sum(one is not None and one.at_least >= _REACHED for one in estimates)
    return {
        "id": matrix.skills[at].skill_id,
        "title": matrix.skills[at].title.of(state.language()),
        "under": say("skills.reached", count=reached, all=len(matrix.rows)),
    }


def _row(row: MatrixRow, skills: Sequence[Skill]) -> Drawn:
    pairs = zip(skills, row.levels, strict=True)
    return {
        "agent": row.agent.account_id,
        "name": row.agent.name,
        "cells": [_cell(row.agent.name, skill, level) for skill, level in pairs],
    }


def _cell(agent: str, skill: Skill, level: SkillLevel) -> Drawn:
    direction, word = change_word(level)
    told = [level_words(level), pieces_words(level), *([word] if word else [])]
    title = skill.title.of(state.language())
    return {
        "level": level_data(level),
        "range": range_words(level),
        "change": direction,
        "change_word": word,
        "text": told,
        "label": say("skills.open_cell", agent=agent, skill=title, level=text.joined(told)),
    }
