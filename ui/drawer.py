"""What a level rests on, in a drawer beside the page: level, interval, change, evidence to play."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from qa.model import Verdict
from services import skills as skill_acts
from services.bases import Basis
from services.errors import NotFound
from services.skills import Cell
from storage.evidence import KINDS, Piece
from storage.records import Account
from training_modules.skills import Change, SkillLevel, on_scale
from ui import components, resources, state, text
from ui.assigning import criterion_title
from ui.player import PLAY_EARLIER_S, verdict_word
from ui.skills import Drawn, level_data, level_words, on_scale_words
from ui.text import say, say_count

_STYLE = Path(__file__).with_name("drawer.css")
_SHOWN_FIRST = 6
_READ_ON = {"scenario": ("scenario", "run"), "writing": ("writing", "piece")}  # page, its query
_PLAY_ON_S = 1
_NO_STEP = 0.05  # on the scale from 1 to 4: what is told as 0.0
_WORDS = ("rests_on", "play", "pause", "cannot_play", "missed")

_evidence = components.define(
    "evidence",
    css=("shared/tokens.css", "shared/base.css", "shared/nuqta.css", "skills/evidence.css"),
    js=("shared/dom.js", "shared/nuqta.js", "skills/scale.js", "skills/evidence.js"),
)


def open_drawer(agent_id: int, skill_id: str) -> None:
    """Beside the page, on the side where reading ends; on a phone a sheet from below."""
    actor = state.actor()
    cell = skill_acts.cell(resources.store(), actor, agent_id, skill_id, state.now())
    skill = cell.skill.title.of(state.language())
    own = agent_id == actor.account_id
    title = skill if own else f"{text.plain(cell.agent.name)} · {skill}"
    st.html(_STYLE)
    # Streamlit's right is where a line ends: in a page that reads from the right, the left
    st.dialog(title, width=440, position="right")(_draw)(agent_id, skill_id)


def _draw(agent_id: int, skill_id: str) -> None:
    """A fragment runs by itself: it asks anew who is here and what may be seen."""
    actor = state.actor()
    try:
        cell = skill_acts.cell(resources.store(), actor, agent_id, skill_id, state.now())
    except NotFound:
        text.draw_empty(say("skills.missing"))
        return
    heard = _evidence(
        data=components.packed(cell_data(cell, actor)),
        key="skills.evidence",
        on_go_change=components.noted,
    )
    if heard.go:
        state.go_to(str(heard.go["page"]), **dict(heard.go["chosen"]))


def cell_data(cell: Cell, actor: Account) -> Drawn:
    own = cell.agent.account_id == actor.account_id
    return {
        "direction": text.direction(),
        "language": state.language(),
        "under": say_count("skills.pieces_in_days", cell.level.pieces),
        "level": level_data(cell.level),
        "level_words": level_words(cell.level),
        "scale": scale(cell.level),
        "lines": _told(cell.level),
        "counted": _counted(cell),
        "private": _private(cell),
        "items": [_item(basis, own) for basis in cell.rests_on],
        "shown_first": _SHOWN_FIRST,
        "show_all": say_count("skills.show_all", len(cell.rests_on)),
        "acts": _acts(cell, own),
        "words": text.words_of("skills", *_WORDS),
    }


def scale(level: SkillLevel) -> Drawn | None:
    """The interval and the estimate between 1 and 4, each step with its word."""
    estimate = level.estimate
    if estimate is None:
        return None
    return {
        "low": on_scale(estimate.low),
        "at": on_scale(estimate.share),
        "high": on_scale(estimate.high),
        "steps": [say(f"skills.level_{step}") for step in range(1, 5)],
    }


def _told(level: SkillLevel) -> list[str]:
    if level.estimate is None:
        return [say("skills.more_needed")]
    share, low, high = on_scale_words(level.estimate)
    return [
        say("skills.estimate", estimate=share, low=low, high=high),
        _change_words(level.change),
    ]


def _change_words(change: Change | None) -> str:
    if change is None:
        return say("skills.change_unknown")
    moved = on_scale(change.recent) - on_scale(change.before)
    if abs(moved) < _NO_STEP:
        return say("skills.change_none")
    named = {"same": "chance"}.get(change.direction, change.direction)
    return say(f"skills.change_{named}", change=text.isolated(f"{moved:+.1f}"))


def _counted(cell: Cell) -> str:
    kinds = Counter(basis.piece.kind for basis in cell.rests_on)
    return " · ".join(say_count(f"skills.counted_{k}", kinds[k]) for k in KINDS if kinds[k])


def _private(cell: Cell) -> str:
    return say_count("skills.kept_private", cell.kept_private) if cell.kept_private else ""


def _item(basis: Basis, own: bool) -> Drawn:
    drawn = _call_item(basis) if basis.piece.kind == "call" else _learning_item(basis)
    return drawn | {"kind": basis.piece.kind, "link": _link(basis, own)}


def _link(basis: Basis, own: bool) -> Drawn | None:
    """The evaluation for a supervisor, the own card for an agent; what was sent for both."""
    kind = basis.piece.kind
    if kind in _READ_ON and basis.number:
        page, name = _READ_ON[kind]
        return {"label": say(f"sent.open_{name}"), "page": page, "chosen": {name: basis.number}}
    if basis.call is None:
        return None
    if own and basis.card_id:
        chosen = {"card": basis.card_id}
        return {"label": say("skills.open_card"), "page": "my-cards", "chosen": chosen}
    chosen = {"call": basis.call.call_id}
    return {"label": say("skills.open_evaluation"), "page": "evaluation", "chosen": chosen}


def _call_item(basis: Basis) -> Drawn:
    piece, detail, call = basis.piece, basis.piece.detail, basis.call
    start, end = _seconds(detail.get("start_s")), _seconds(detail.get("end_s"))
    language = str(detail.get("language", state.language()))
    playable = call is not None and call.recording_sha256 is not None and start is not None
    verdict = "met" if piece.value >= 1 else "not_met"
    about = [say("skills.kind_call"), text.day(piece.shown_at)]
    return {
        "about": [*about, text.clock(start)] if start is not None else about,
        "title": criterion_title(piece),
        "quote": detail.get("quote"),
        "text_lang": language,
        "text_dir": text.direction(language),
        "verdict": verdict,
        "verdict_word": verdict_word(Verdict(verdict)),
        "url": f"/recordings/{call.call_id}" if call and playable else None,
        "from": max(0.0, start - PLAY_EARLIER_S) if start is not None else None,
        "end": end + _PLAY_ON_S if end is not None else None,
    }


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _learning_item(basis: Basis) -> Drawn:
    """A quiz, a scenario or a written piece: its score, and what was missed."""
    piece = basis.piece
    title = basis.title.of(state.language()) if basis.title else ""
    about = [say(f"skills.kind_{piece.kind}"), text.day(piece.shown_at)]
    return {
        "about": [*about, title] if title else about,
        "title": " · ".join(_how(piece)),
        "missed": [stem.of(state.language()) for stem in basis.missed],
        "verdict": None,
        "quote": None,
        "url": None,
    }


def _how(piece: Piece) -> Iterator[str]:
    """80 of 100; of a scenario how it ended too, and after how many replies."""
    yield say("skills.score_of", score=text.points(piece.value * 100))
    ending, turns = piece.detail.get("ending"), piece.detail.get("turns")
    if ending:
        yield say(f"scenario.kind_{ending}")
    if isinstance(turns, int):
        yield say_count("skills.replies", turns)


def _acts(cell: Cell, own: bool) -> list[Drawn]:
    module: Drawn = {"module": cell.module_id} if cell.module_id else {}
    if own:
        return [_act("learn", "learning", module)] if module else []
    agent: Drawn = {"agent": cell.agent.account_id}
    return [_act("assign", "team-learning", agent | module), _act("open_agent", "agent", agent)]


def _act(word: str, page: str, chosen: Drawn) -> Drawn:
    return {"label": say(f"skills.{word}"), "page": page, "chosen": chosen}
