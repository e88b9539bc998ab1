"""A branching talk as its component draws it: the situation, the bubbles, what turned it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from services.judging import CUE, LONGEST_REPLY
from services.runs import RunView, ScenarioState, SentRun
from services.scenarios import Said
from storage.scenarios import Run
from training_modules import scenario as talks
from training_modules.model import Scenario
from training_modules.scenario import Mood, TurningPoint
from ui import components, state, text
from ui.text import say, say_count

Drawn = dict[str, Any]
_WORDS = (
    "to_module", "brief", "facts", "start", "go_on", "private", "talk", "you", "your_reply",
    "reply_hint", "send_reply", "send_keys", "reading", "hint", "hint_title", "hint_free", "leave",
    "leave_sure", "leave_yes", "leave_no", "turning_points", "no_turning_points", "you_wrote",
    "why", "shown", "missed", "model", "whole_talk", "submit", "submit_about", "retry", "past",
    "open_run", "score_how_long",
)  # fmt: skip

# How an ending looks: the shapes verdicts have.
_SHAPES = {"solved": "met", "eased": "met", "escalated": "unsure", "hung_up": "not_met"}
_LEFT = "not_applicable"
_WORTH_SENDING = 50  # of 100; below it the next try comes first

_talk = components.define(
    "scenario",
    css=("shared/tokens.css", "shared/base.css", "scenario/talk.css", "scenario/after.css"),
    js=("shared/dom.js", "shared/kept.js", "scenario/parts.js", "scenario/reply.js",
        "scenario/after.js", "scenario/talk.js"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed in this run of the page."""

    said: Said | None = None
    hint: int | None = None
    opened: int | None = None
    start: bool = False
    leave: bool = False
    submit: bool = False
    retry: bool = False
    back: bool = False

    @property
    def changes(self) -> bool:
        return bool(self.said or self.hint is not None or self.leave or self.submit)


def draw(facts: Drawn) -> Pressed:
    heard = _talk(
        data=components.packed(facts),
        key="scenario.talk",
        on_said_change=components.noted,
        on_hint_change=components.noted,
        on_opened_change=components.noted,
        on_start_change=components.noted,
        on_leave_change=components.noted,
        on_submit_change=components.noted,
        on_retry_change=components.noted,
        on_back_change=components.noted,
    )
    return Pressed(
        said=_said(heard.said),
        hint=int(heard.hint) if heard.hint else None,
        opened=int(heard.opened) if heard.opened else None,
        start=bool(heard.start),
        leave=bool(heard.leave),
        submit=bool(heard.submit),
        retry=bool(heard.retry),
        back=bool(heard.back),
    )


def _said(sent: str | None) -> Said | None:
    if not sent:
        return None
    said = json.loads(sent)
    return Said(int(said["position"]), str(said["reply"]), int(said["milliseconds"]))


def brief_data(about: ScenarioState) -> Drawn:
    """Before a talk: the situation, and the tries there were."""
    language = state.language().value
    return _page(about.scenario, language) | {
        "stage": "brief",
        "id": about.scenario.id,
        "running": about.running is not None,
        "past": [_past(run, about) for run in about.runs],
    }


def run_data(view: RunView) -> Drawn:
    """A talk that goes on, or one that is over."""
    drawn = _page(view.scenario, view.run.language) | {
        "stage": "talk" if view.node else "after",
        "id": view.run.run_id,
        "bubbles": list(_bubbles(view)),
        "mood": _mood(view.mood),
        "mood_title": say("scenario.mood", name=_told(view.scenario.customer)),
    }
    return drawn | (_going_on(view) if view.node else _after(view))


def sent_data(sent: SentRun) -> Drawn:
    """For a supervisor: whose talk it was, and nothing to press but the way back."""
    drawn, name = run_data(sent.view), sent.agent.name
    at = sent.view.run.submitted_at
    told = {
        "to_module": say("sent.to_agent"),
        "you": name,
        "you_wrote": say("sent.wrote", name=text.isolated(name)),
    }
    return drawn | {
        "reader": True,
        "line": [name, *drawn["line"]],
        "words": drawn["words"] | told,
        "ending": drawn["ending"] | {"hints": ""},  # they are free: nobody is asked about them
        "submitted": say("sent.on", at=text.moment(at)) if at else None,
    }


def _page(scenario: Scenario, language: str) -> Drawn:
    """What every stage has; the talk's own words may be in the other language."""
    about = [
        say("scenario.title"),
        say(f"scenario.channel_{scenario.channel}"),
        say_count("scenario.minutes", scenario.minutes),
    ]
    return {
        "dir": text.direction(),
        "language": state.language(),
        "text_lang": language,
        "text_dir": text.direction(language),
        "line": about,
        "title": _told(scenario.title),
        "customer": scenario.customer.of(language),
        "brief": scenario.brief.of(language),
        "facts": [fact.of(language) for fact in scenario.facts],
        "words": text.words_of("scenario", *_WORDS),
        "writer": state.actor().account_id,
        "reader": False,
        "error": None,
    }


def _told(words: Any) -> str:
    return str(words.of(state.language().value))


def _mood(mood: Mood) -> Drawn:
    return {"level": mood, "word": say(f"scenario.mood_{mood}")}


def _bubbles(view: RunView) -> Iterator[Drawn]:
    """What was said so far, the customer's words with how they felt."""
    scenario, language = view.scenario, view.run.language
    for turn in view.turns:
        node = scenario.nodes[turn.node]
        yield {"who": "customer", "text": node.say.of(language), "mood": _mood(node.mood)}
        yield {"who": "you", "text": turn.reply}
    if view.node:
        said = view.node.say
    elif view.run.ending:
        said = scenario.endings[view.run.ending].say
    else:
        said = scenario.nodes[view.place].say
    yield {"who": "customer", "text": said.of(language), "mood": _mood(view.mood)}


def _going_on(view: RunView) -> Drawn:
    most = view.scenario.max_turns
    return {
        "position": view.position,
        "turns": say("scenario.turns", number=view.position, most=most),
        "hint": view.hint.of(view.run.language) if view.hint else None,
        "longest": LONGEST_REPLY,
    }


def _after(view: RunView) -> Drawn:
    run, points = view.run, view.turning_points
    ending = view.scenario.endings.get(run.ending or "")
    return {
        "ending": {
            "shape": _SHAPES[ending.kind] if ending else _LEFT,
            "word": say(f"scenario.kind_{ending.kind if ending else 'left'}"),
            "debrief": ending.debrief.of(run.language) if ending else "",
            "score": None if run.score is None else text.points(run.score),
            "counted": _counted(view) if ending else "",
            "hints": say_count("scenario.hints_used", len(run.hints)) if run.hints else "",
        },
        "points": [_point(point, view) for point in points],
        "can_submit": view.can_submit,
        "main_act": _main_act(view),
        "submitted": _sent_words(view),
    }


def _main_act(view: RunView) -> Literal["submit", "retry"]:
    """A talk that ended badly is better tried again than sent."""
    ending = view.scenario.endings.get(view.run.ending or "")
    hung_up = ending is not None and ending.kind == "hung_up"
    score = view.run.score
    return "retry" if hung_up or (score is not None and score < _WORTH_SENDING) else "submit"


def _sent_words(view: RunView) -> str | None:
    if view.sent is None or view.sent.submitted_at is None:
        return None
    is_this = view.sent.run_id == view.run.run_id
    key = "scenario.submitted" if is_this else "scenario.sent_before"
    return say(key, at=text.moment(view.sent.submitted_at))


def _counted(view: RunView) -> str:
    """Mean of the replies: 100, 50, 0."""
    shares = talks.shares(view.scenario, view.turns)
    return say("scenario.score_how", shares=text.joined([text.points(100 * s) for s in shares]))


def _point(point: TurningPoint, view: RunView) -> Drawn:
    language = view.run.language
    name = view.scenario.customer.of(language)
    before, after = _mood(point.before), _mood(point.after)
    return {
        "title": say("scenario.turning_point", number=point.number),
        "before": before,
        "after": after,
        "change": say("scenario.from_to", before=before["word"], after=after["word"]),
        "customer_title": say("scenario.customer_said", name=name),
        "customer": point.node.say.of(language),
        "reply": point.turn.reply,
        "why": point.edge.why.of(language),
        "shown": [act_name(name) for name in point.met],
        "missed": [act_name(name) for name in point.missed],
        "model": point.node.model.of(language),
    }


def act_name(name: str) -> str:
    """ "apology" as people read it; a scenario's own cues are its facts."""
    return say("acts.cue") if name.startswith(CUE) else say(f"acts.{name}")


def tried(about: ScenarioState) -> tuple[str, str]:
    """How far it is, open, part or done, and the words for it: the best score, or in progress."""
    told = []
    if about.best is not None:
        told.append(say("scenario.state_best", score=text.points(about.best)))
    if about.running is not None:
        told.append(say("scenario.state_running"))
    if about.runs and not told:
        told.append(say("scenario.kind_left"))
    mark = "done" if about.best is not None else "part" if about.runs else "open"
    return mark, " · ".join(told) or say("scenario.state_new")


def _past(run: Run, about: ScenarioState) -> Drawn:
    ending = about.scenario.endings.get(run.ending or "")
    word = f"kind_{ending.kind}" if ending else "kind_left"
    number = len(about.runs) - about.runs.index(run)
    facts = [
        text.moment(run.started_at),
        say(f"scenario.{word if run.ended_at else 'past_running'}"),
    ]
    if run.score is not None:
        facts.append(say("scenario.score", score=text.points(run.score)))
    if run.ended_at:
        facts.append(say("scenario.past_sent" if run.submitted_at else "scenario.past_private"))
    return {
        "id": run.run_id,
        "title": say("scenario.past_run", number=number),
        "about": facts,
        "open": say("scenario.open_run") if run.ended_at else say("scenario.go_on"),
    }
