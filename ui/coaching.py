"""What the agent reads: the list of cards, and one card with its moments, score and reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.model import (
    Act,
    CoachingCard,
    CriterionResult,
    Evidence,
    Focus,
    Hint,
    Strength,
    Verdict,
)
from services.coaching import CardLine, CardView, PastVerdict
from storage.records import Call, StoredCard
from ui import components, state, text
from ui.player import Drawn, Heard, moment, player_data, player_words, verdict_word
from ui.score import score_data
from ui.text import say, say_count
from words import has

ENOUGH_FOR_A_TREND = 10
_WORDS = (
    "all_cards", "went_well", "no_strengths", "try_saying", "why", "whole_call", "criteria",
    "reply", "reply_hint", "read_it", "no_focus", "no_focus_why", "also_heard", "also_heard_why",
)  # fmt: skip
# As the acts of written replies are called; the others share their names.
_CALLED = {
    Act.REFLECTING: "echo",
    Act.SIGNPOSTING: "signpost",
    Act.CHECKING: "check",
    Act.ESCALATION: "escalate",
}

_card = components.define(
    "coaching_card",
    css=("shared/tokens.css", "shared/base.css", "player/player.css", "coaching/card.css"),
    js=("shared/dom.js", "player/player.js", "player/transcript.js", "player/keys.js",
        "shared/quote.js", "coaching/card.js"),
)  # fmt: skip
_list = components.define(
    "coaching_list",
    css=("shared/tokens.css", "shared/base.css", "coaching/card.css"),
    js=("shared/dom.js", "coaching/list.js"),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was pressed on a card in this run; `comment` is "" where nothing was written."""

    comment: str | None = None
    back: bool = False
    practise: bool = False


def draw_card_list(lines: Sequence[CardLine]) -> int | None:
    """The person's cards; the id of the one that was opened in this run."""
    facts = {"dir": text.direction(), "language": state.language(), "cards": card_lines(lines)}
    opened = _list(
        data=components.packed(facts), key="my_cards.list", on_open_change=components.noted
    ).open
    return int(opened) if opened else None


def draw_card(view: CardView) -> Answered:
    pressed = _card(
        data=components.packed(card_data(view)),
        key="my_cards.card",
        on_acknowledge_change=components.noted,
        on_back_change=components.noted,
        on_practise_change=components.noted,
    )
    return Answered(pressed.acknowledge, bool(pressed.back), bool(pressed.practise))


def card_lines(lines: Sequence[CardLine]) -> list[Drawn]:
    """One line per card: what it is about, which call, whether it was read."""
    return [
        {
            "id": line.card.card_id,
            "title": _line_title(line.card),
            "about": _about_call(line.call),
            "score": "—" if line.call.score is None else text.points(line.call.score),
            "fresh": line.card.acknowledged_at is None,
            "state": say(f"my_cards.{_read_state(line.card)}"),
        }
        for line in lines
    ]


def _line_title(card: StoredCard) -> str:
    if card.card.focus:
        return say("my_cards.line_focus", focus=card.card.focus.title)
    return say("my_cards.line_no_focus")


def _read_state(card: StoredCard) -> str:
    if card.acknowledged_at:
        return "state_read"
    return "state_opened" if card.seen_at else "state_new"


def _about_call(call: Call) -> list[str]:
    return [call.reference, text.day(call.happened_at), say(f"common.channel_{call.channel.value}")]


def card_data(view: CardView) -> Drawn:
    """Everything the card's scripts read."""
    heard = Heard(view.call, view.transcript, view.results, view.recording)
    card = view.card.card
    return player_data(heard) | {
        "card": view.card.card_id,
        "head": _head(view),
        "strengths": [_strength(strength, heard) for strength in card.strengths],
        "focus": _focus(card.focus, heard) if card.focus else None,
        "hints": [_hint(hint, heard) for hint in card.also_heard],
        "worth": _worth_trying(card),
        "score": score_data(view.score, view.results),
        "table": [points_row(result) for result in view.results],
        "history": history(view.history) if len(view.history) > 1 else None,
        "reply": _reply(view.card),
        "words": player_words()
        | text.words_of("my_cards", *_WORDS)
        | {"practise": say("practice.open"), "practise_about": say("practice.open_about")},
    }


def _head(view: CardView) -> Drawn:
    pieces = [say("my_cards.card"), *_about_call(view.call)]
    if view.recording and view.recording.duration_s:
        pieces.append(text.clock(view.recording.duration_s))
    first = view.call.agent_name.split()[0]
    strengths = view.card.card.strengths
    title = say("my_cards.title_plain", name=first)
    if strengths:
        best = _title_of(strengths[0].criterion_id, view.results)
        title = say("my_cards.title_strength", name=first, strength=best)
    reviewer = say("my_cards.reviewed_by", name=view.released_by_name)
    return {"line": pieces, "title": title, "under": reviewer}


def _title_of(criterion_id: str, results: Sequence[CriterionResult]) -> str:
    criteria = (result.criterion for result in results)
    found = next(criterion for criterion in criteria if criterion.criterion_id == criterion_id)
    return found.title[state.language()]


def _strength(strength: Strength, heard: Heard) -> Drawn:
    praise = strength.praise or _title_of(strength.criterion_id, heard.results)
    return moment(strength.evidence, _time(strength.evidence), heard) | {"praise": praise}


def _hint(hint: Hint, heard: Heard) -> Drawn:
    return moment(hint.evidence, _time(hint.evidence), heard) | {"name": _act_name(hint.act)}


def _worth_trying(card: CoachingCard) -> Drawn | None:
    if card.worth_trying is None:
        return None
    title = say("my_cards.worth_trying", act=_act_name(card.worth_trying))
    return {"title": title, "saying": card.worth_saying}


def _act_name(act: Act) -> str:
    return say(f"acts.{_CALLED.get(act, act.value)}")


def _focus(focus: Focus, heard: Heard) -> Drawn:
    customer, agent = focus.customer_said, focus.agent_said
    return {
        "title": say("my_cards.focus", focus=focus.title),
        "customer": _said(customer, "my_cards.customer_said", heard) if customer else None,
        "agent": _said(agent, "my_cards.you_said", heard) if agent else None,
        "try_saying": focus.try_saying,
        "why": focus.why,
        "skill": say("my_cards.skill", skill=skill_name(focus.skill_id)),
    }


def _said(evidence: Evidence, key: str, heard: Heard) -> Drawn:
    time = _time(evidence)
    about = f"{say(key)} · {time}" if time else say(key)
    return moment(evidence, about, heard)


def _time(evidence: Evidence) -> str:
    return "" if evidence.start_s is None else text.clock(evidence.start_s)


def skill_name(skill_id: str) -> str:
    key = f"my_cards.skill_{skill_id}"
    return say(key) if has(key) else skill_id


def points_row(result: CriterionResult) -> Drawn:
    """A criterion with its points: 10 / 10, 0 / 15, or why it was not counted."""
    criterion, verdict = result.criterion, result.verdict
    counted = verdict in (Verdict.MET, Verdict.NOT_MET) and not criterion.auto_fail
    earned = criterion.weight if verdict is Verdict.MET else 0
    uncounted = "my_cards.auto_fail" if criterion.auto_fail else "my_cards.not_counted"
    return {
        "title": criterion.title[state.language()],
        "verdict": verdict.value,
        "word": verdict_word(verdict),
        "plain": verdict is Verdict.MET,
        "arithmetic": counted,
        "points": f"{earned} / {criterion.weight}" if counted else say(uncounted),
    }


def history(past: Sequence[PastVerdict]) -> Drawn:
    """This criterion in the latest calls, and the count; a trend is never claimed from a few."""
    met = sum(one.verdict is Verdict.MET for one in past)
    few = len(past) < ENOUGH_FOR_A_TREND
    summary: list[Drawn] = [
        {"text": say("my_cards.history_met", met=met, all=len(past)), "strong": True}
    ]
    if few:
        summary.append({"text": f" · {say('my_cards.history_few')}"})
    return {
        "title": say_count("my_cards.history", len(past)),
        "calls": [_past_call(one) for one in past],
        "summary": summary,
    }


def _past_call(one: PastVerdict) -> Drawn:
    label = f"{one.call.reference} · {text.day(one.call.happened_at)} · {verdict_word(one.verdict)}"
    return {"verdict": one.verdict.value, "label": label}


def _reply(card: StoredCard) -> Drawn:
    read = card.acknowledged_at
    return {
        "read_at": say("my_cards.read_at", at=text.moment(read)) if read else None,
        "comment": card.comment,
    }
