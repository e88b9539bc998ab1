"""The writing lab: the list of what can be written, and one piece with its drafts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from qa.model import Verdict
from services.drafts import register_of, title_of
from services.writing import (
    MODEL_OPENS_AFTER,
    MOST_DRAFTS,
    Offered,
    PieceView,
    SentPiece,
)
from training_modules.model import Drill, LanguageCode, Task, Text
from training_modules.writing.limits import LONGEST_DRAFT
from ui import components, state, text
from ui.drafts import Suggested, compare_data, draft_data
from ui.player import Drawn, verdict_word
from ui.text import say, say_count
from words import has

LANGUAGES: tuple[LanguageCode, ...] = ("ar", "en")
_CHANNELS = ("email", "chat", "complaint", "social", "voice")
_WORDS = (
    "all_tasks", "message", "said", "situation", "weak", "facts", "questions", "your_reply",
    "compare", "compare_legend", "compare_point", "model", "model_locked", "model_why",
    "start_with", "no_notes", "drill", "kind_spelling", "kind_orthography", "kind_style",
    "kind_content", "kind_good", "note_number", "replace", "replace_with", "replaced", "undo",
    "suggest", "suggest_for", "no_suggestions", "content", "get_feedback", "reading",
    "cancel_draft", "again", "hint", "choose_language", "in_ar", "in_en",
)  # fmt: skip

_list = components.define(
    "writing_list",
    css=("shared/tokens.css", "shared/base.css", "writing/list.css"),
    js=("shared/dom.js", "writing/list.js"),
)
_lab = components.define(
    "writing_lab",
    css=("shared/tokens.css", "shared/base.css", "writing/lab.css", "writing/notes.css"),
    js=("shared/dom.js", "shared/kept.js", "writing/text.js", "writing/side.js",
        "writing/notes.js", "writing/drafts.js", "writing/lab.js"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A draft as it was typed."""

    number: int
    text: str
    language: LanguageCode


@dataclass(frozen=True, slots=True)
class Asked:
    """Which note of which draft wants suggestions."""

    draft: int
    note: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed in this run."""

    draft: Sent | None = None
    suggest: Asked | None = None
    submit: bool = False
    again: bool = False
    back: bool = False


def draw_list(offered: Sequence[Offered]) -> str | None:
    """The id of the task or drill that was opened in this run."""
    facts = {"dir": text.direction(), "language": state.language(), "groups": groups(offered)}
    return cast(
        str | None,
        _list(
            data=components.packed(facts), key="writing.list", on_open_change=components.noted
        ).open,
    )


def draw_lab(facts: Drawn) -> Pressed:
    heard = _lab(
        data=components.packed(facts),
        key="writing.lab",
        on_draft_change=components.noted,
        on_suggest_change=components.noted,
        on_submit_change=components.noted,
        on_again_change=components.noted,
        on_back_change=components.noted,
    )
    return Pressed(
        draft=_sent(heard.draft),
        suggest=_asked(heard.suggest),
        submit=bool(heard.submit),
        again=bool(heard.again),
        back=bool(heard.back),
    )


def groups(offered: Sequence[Offered]) -> list[Drawn]:
    """Tasks by channel, then the drills."""
    tasks = [one for one in offered if one.kind == "task"]
    drills = [one for one in offered if one.kind == "drill"]
    by_channel = [
        (say(f"writing.channel_{channel}"), [one for one in tasks if one.about.channel == channel])
        for channel in _CHANNELS
    ]
    return [
        {"title": title, "items": [_line(one) for one in some]}
        for title, some in [*by_channel, (say("writing.drills"), drills)]
        if some
    ]


def new_data(offered: Offered) -> Drawn:
    """Nothing written yet: the message, and an empty draft in the language one chooses."""
    language = state.language()
    return _shared(offered.about) | {
        "key": offered.about.id,
        "languages": [{"id": code, "label": say(f"writing.in_{code}")} for code in LANGUAGES],
        "text_lang": language.value,
        "drafts": [],
        "next": 1,
        "submit": None,
        "line": say("writing.private"),
    }


def piece_data(view: PieceView, suggested: Mapping[int, Suggested]) -> Drawn:
    """A piece with its drafts; the model reply only once it is open."""
    language, drafts = view.piece.language, view.drafts
    sent = view.piece.submitted_at is not None
    more = not sent and len(drafts) < MOST_DRAFTS
    model = view.about.model.of(language) if view.model_is_open else None
    return _shared(view.about) | {
        "key": view.about.id,
        "languages": [],
        "text_lang": language,
        "drafts": [draft_data(one, language, suggested.get(one.number, {})) for one in drafts],
        "compare": compare_data(drafts[0], drafts[-1]) if len(drafts) > 1 else None,
        "model": {"text": model, "why": view.about.why.of(state.language())} if model else None,
        "next": len(drafts) + 1 if more else None,
        "next_label": say("writing.write_draft", number=len(drafts) + 1),
        "submit": say("writing.send_short", number=view.counted.number)
        if drafts and not sent
        else None,
        "sent": _sent_line(view) if sent else None,
        "line": None if sent else _line_under(view),
    }


def sent_data(sent: SentPiece) -> Drawn:
    """For a supervisor: the draft that counts and the one before it, and only the way back."""
    view, name = sent.view, sent.agent.name
    told = {
        "all_tasks": say("sent.to_agent"),
        "your_reply": say("sent.wrote", name=text.isolated(name)),
        "start_with": say("sent.notes"),
        "no_notes": say("sent.no_notes"),
    }
    return piece_data(view, {}) | {
        "reader": True,
        "head": _head(view.about, name),
        "words": _words() | told,
        "model": None,
        "sent": _sent_on(view),
    }


def _sent_on(view: PieceView) -> str:
    at, score = view.piece.submitted_at, text.points(view.piece.score or 0)
    told = say("sent.draft", number=view.counted.number, score=score)
    return f"{say('sent.on', at=text.moment(at))} {told}" if at else told


def _shared(about: Task | Drill) -> Drawn:
    return {
        "dir": text.direction(),
        "language": state.language(),
        "writer": state.actor().account_id,
        "head": _head(about),
        "sides": {code: _side(about, code) for code in LANGUAGES},
        "facts": [fact.of(state.language()) for fact in _facts(about)],
        "register": say(f"writing.register_{register_of(about)}"),
        "longest": LONGEST_DRAFT,
        "words": _words(),
        "error": None,
        "reader": False,
        "compare": None,
        "model": None,
        "sent": None,
    }


def _words() -> dict[str, str]:
    met, not_met = verdict_word(Verdict.MET), verdict_word(Verdict.NOT_MET)
    verdicts = {"verdict_met": met, "verdict_not_met": not_met}
    return text.words_of("writing", *_WORDS) | verdicts


def _head(about: Task | Drill, writer: str = "") -> Drawn:
    is_task = isinstance(about, Task)
    pieces = [
        writer,
        say("writing.lab" if is_task else "writing.drill"),
        say(f"writing.one_{about.channel}"),
        trade(about.trade),
    ]
    return {"line": [one for one in pieces if one], "title": title_of(about).of(state.language())}


def _facts(about: Task | Drill) -> tuple[Text, ...]:
    return about.facts if isinstance(about, Task) else ()


def trade(name: str) -> str:
    key = f"writing.trade_{name}"
    return say(key) if has(key) else name


def _side(about: Task | Drill, language: LanguageCode) -> Drawn:
    """What the writer has to go by, in the language of the message."""
    side: Drawn = {"lang": language, "dir": text.direction(language)}
    if isinstance(about, Task):
        return side | {
            "kind": "task",
            "customer": about.customer.of(language),
            "message": about.message.of(language),
            "questions": [question.text.of(language) for question in about.questions],
        }
    return side | {
        "kind": "drill",
        "situation": about.situation.of(language),
        "message": about.customer.of(language),
        "weak": about.weak.of(language),
    }


def _line(offered: Offered) -> Drawn:
    about = offered.about
    minutes = [say_count("writing.minutes", about.minutes)] if isinstance(about, Task) else []
    names = [trade(about.trade), *minutes]
    return {
        "id": about.id,
        "title": title_of(about).of(state.language()),
        "about": [offered.module.title.of(state.language()), *(one for one in names if one)],
        **piece_state(offered),
    }


def piece_state(offered: Offered) -> dict[str, str]:
    """New, open or sent: its word, and which of them it is."""
    piece = offered.piece
    if piece is None or (piece.submitted_at is None and not offered.drafts):
        return {"state": say("writing.state_new"), "state_kind": "new"}
    if piece.submitted_at is None:
        return {"state": say_count("writing.state_open", offered.drafts), "state_kind": "open"}
    return {
        "state": say("writing.state_sent", score=text.points(piece.score or 0)),
        "state_kind": "sent",
    }


def _line_under(view: PieceView) -> str:
    if not view.counts:
        return say("writing.practice")
    if len(view.drafts) > MODEL_OPENS_AFTER:
        return say("writing.counts", number=view.counted.number)
    return say("writing.private_open" if view.model_is_open else "writing.private")


def _sent_line(view: PieceView) -> str:
    if not view.counts:
        return say("writing.sent_practice")
    score = text.points(view.piece.score or 0)
    return say("writing.sent", number=view.counted.number, score=score)


def _sent(packed: str | None) -> Sent | None:
    if not packed:
        return None
    heard: dict[str, Any] = json.loads(packed)
    language: LanguageCode = "en" if heard["language"] == "en" else "ar"
    return Sent(int(heard["number"]), str(heard["text"]), language)


def _asked(packed: str | None) -> Asked | None:
    if not packed:
        return None
    heard: dict[str, Any] = json.loads(packed)
    return Asked(int(heard["draft"]), int(heard["note"]))
