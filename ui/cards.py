"""What the evaluation desk shows: criteria rows, tabs, head, and what can be done with it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from qa.model import CriterionResult, Verdict
from qa.scorecard import load_scorecard
from services.evaluations import Decision, EvaluationView
from services.explanations import Explained
from services.speakers import Correction, SpeakersView
from storage.records import Call, CallStatus, Override
from ui import components, state, text
from ui.player import (
    Drawn,
    Heard,
    moment,
    player_data,
    player_words,
    short_verdict_word,
    speaker_and_time,
    verdict_word,
)
from ui.score import score_data
from ui.speakers import read_correction, speakers_data
from ui.text import say, say_count
from ui.why import why_data, why_words
from words import has

SURE_FROM = 0.8
_JUDGED = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)  # keys 1 2 3
_USUAL_REASONS = 3
_WORDS = (
    "nothing_needed", "keys", "guidance", "better", "reason_for_met", "reason_for_not_met",
    "reason_for_not_applicable", "reason_hint", "save_reason", "cancel", "engine_said", "undo",
    "review_accepted", "score", "release", "release_now", "release_and_next", "release_means",
    "not_yet", "withdraw", "withdraw_question", "withdraw_means", "withdraw_reason", "open_next",
)  # fmt: skip

_ACTS = ("override", "undo", "release", "withdraw", "next", "why", "speakers")
# Streamlit's stubs take named options only, each of its own type.
_NOTED: dict[str, Any] = {f"on_{act}_change": components.noted for act in _ACTS}

_desk = components.define(
    "evaluation_desk",
    css=("shared/tokens.css", "shared/base.css", "player/player.css", "evaluation/desk.css",
         "evaluation/score.css", "evaluation/why.css", "evaluation/speakers.css"),
    js=("shared/dom.js", "shared/dialog.js", "player/player.js", "player/transcript.js",
        "player/keys.js", "shared/quote.js", "evaluation/why.js", "evaluation/speakers.js",
        "evaluation/criteria.js", "evaluation/score.js", "evaluation/desk.js"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """What an act has done, or why it could not; `kind` is done or error."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the desk in this run; at most one of these."""

    decision: Decision | None = None
    cleared: str | None = None
    release: bool = False
    withdraw_reason: str | None = None
    open_next: bool = False
    why: str | None = None  # a criterion whose verdict is to be explained
    correction: Correction | None = None


def draw_desk(
    view: EvaluationView,
    speakers: SpeakersView,
    *,
    has_next: bool,
    notice: Notice | None = None,
    why: Iterable[Explained] = (),
) -> Asked:
    """Player, transcript, criteria and score of one evaluation, and what was asked of them."""
    facts = desk_data(view, has_next=has_next, notice=notice, why=why)
    pressed = _desk(
        data=components.packed(facts | {"speakers": speakers_data(speakers)}),
        key="evaluation.desk",
        **_NOTED,
    )
    return Asked(
        decision=read_decision(pressed.override),
        cleared=pressed.undo,
        release=bool(pressed.release),
        withdraw_reason=pressed.withdraw,
        open_next=bool(pressed.next) or pressed.release == "next",
        why=pressed.why,
        correction=read_correction(pressed.speakers),
    )


def read_decision(pressed: str | None) -> Decision | None:
    """The verdict a person chose, from what the browser sent."""
    if not pressed:
        return None
    sent = json.loads(pressed)
    return Decision(str(sent["criterion"]), Verdict(sent["verdict"]), str(sent["reason"]))


def desk_data(
    view: EvaluationView,
    *,
    has_next: bool,
    notice: Notice | None = None,
    why: Iterable[Explained] = (),
) -> Drawn:
    """Everything the desk's scripts read; `why` are the verdicts that were opened."""
    heard = Heard(view.call, view.transcript, view.results, view.recording)
    rows = criterion_rows(view, heard)
    accepted = [row for row in rows if row["group"] == "accepted"]
    return player_data(heard) | {
        "call": view.call.call_id,
        "head": head_data(heard),
        "criteria": rows,
        "tabs": _tabs(rows),
        "verdicts": {verdict.value: short_verdict_word(verdict) for verdict in _JUDGED},
        "usual_reasons": {verdict.value: usual_reasons(verdict) for verdict in _JUDGED},
        "score": score_data(view.score, view.results),
        "release": _release(view, has_next),
        "may_judge": view.may_override,
        "notice": asdict(notice) if notice else None,
        "why": {one.stored.criterion.criterion_id: why_data(one, heard) for one in why},
        "why_words": why_words(),
        "words": player_words()
        | text.words_of("evaluation", *_WORDS)
        | {"accepted_title": say_count("evaluation.accepted_title", len(accepted))},
    }


def criterion_rows(view: EvaluationView, heard: Heard) -> list[Drawn]:
    """What needs a person first, the least certain at the top; then the rest as the form has it."""
    overrides = {override.criterion_id: override for override in view.stored.overrides}
    engine = view.stored.evaluation.results
    needing = sorted(filter(needs_person, engine), key=_certainty)
    accepted = [result for result in engine if not needs_person(result)]
    final = {result.criterion.criterion_id: result.verdict for result in view.results}
    return [
        _row(result, final[result.criterion.criterion_id], heard)
        | _decided(overrides.get(result.criterion.criterion_id))
        | {"better": view.better.get(result.criterion.criterion_id, "")}
        for result in (*needing, *accepted)
    ]


def needs_person(result: CriterionResult) -> bool:
    """Whether the engine itself asks for a person: unsure, or not sure enough."""
    return result.verdict is Verdict.UNSURE or (result.confidence or 0) < SURE_FROM


def _certainty(result: CriterionResult) -> tuple[bool, float]:
    return result.verdict is not Verdict.UNSURE, result.confidence or 0


def _row(engine: CriterionResult, verdict: Verdict, heard: Heard) -> Drawn:
    criterion = engine.criterion
    return {
        "id": criterion.criterion_id,
        "title": criterion.title[state.language()],
        "weight_text": _weight(engine, "evaluation.weight"),
        "weight_short": _weight(engine, "evaluation.weight_short"),
        "verdict": verdict.value,
        "word": verdict_word(verdict),
        "engine": {"verdict": engine.verdict.value, "word": verdict_word(engine.verdict)},
        "group": "needs" if needs_person(engine) else "accepted",
        "note": [{"text": engine_note(engine)}],
        "guidance": criterion.guidance[state.language()],
        "moments": [
            moment(evidence, _about(evidence.start_s, speaker_and_time(evidence), heard), heard)
            for evidence in engine.evidence
        ],
    }


def _decided(override: Override | None) -> Drawn:
    """The person's verdict beside the engine's; nothing where nobody overrode it."""
    if override is None:
        return {"override": None}
    by = say("evaluation.decided_by", name=override.by_name, at=text.moment(override.at))
    return {"override": {"by": by, "reason": override.reason}}


def _about(start_s: float | None, who: str, heard: Heard) -> str:
    playable = heard.recording is not None and start_s is not None
    return f"{who} · {say('evaluation.starts_earlier')}" if playable else who


def _weight(result: CriterionResult, key: str) -> str:
    if result.criterion.auto_fail:
        return say("evaluation.auto_fail")
    return say(key, weight=result.criterion.weight)


def engine_note(result: CriterionResult) -> str:
    """Engine confidence 71%: the reason, in the account's language."""
    sure = "unsure" if result.verdict is Verdict.UNSURE else "sure"
    share = text.percent(result.confidence or 0)
    if not has(result.reason):
        return say(f"evaluation.{sure}_without_reason", percent=share)
    reason = say(result.reason, **result.reason_params)
    return say(f"evaluation.{sure}", percent=share, reason=reason)


def usual_reasons(verdict: Verdict) -> list[str]:
    return [say(f"evaluation.usual_{verdict.value}_{n}") for n in range(1, _USUAL_REASONS + 1)]


def _tabs(rows: Iterable[Drawn]) -> list[Drawn]:
    listed = list(rows)
    needing = [row for row in listed if row["group"] == "needs"]
    waiting = sum(row["override"] is None for row in needing)
    counts = {"needs": waiting, "accepted": len(listed) - len(needing), "all": len(listed)}
    tabs: list[Drawn] = [
        {"id": tab, "label": say(f"evaluation.tab_{tab}", count=count), "only": _only(tab)}
        for tab, count in counts.items()
    ]
    return [*tabs, {"id": "transcript", "label": say("player.transcript"), "only": "narrow"}]


def _only(tab: str) -> str | None:
    return "wide" if tab == "all" else None


def head_data(heard: Heard) -> Drawn:
    """Whose call, when, how long, in which language, and where its text comes from."""
    call = heard.call
    channel = say(f"common.channel_{call.channel.value}")
    duration = heard.recording.duration_s if heard.recording else None
    length = f"{channel} {text.clock(duration)}" if duration is not None else channel
    chips: list[Drawn] = [
        {"text": length, "icon": {"voice": "phone"}.get(call.channel.value, call.channel.value)},
        {"text": text.moment(call.happened_at)},
        {"text": say(f"common.direction_{call.direction.value}")},
        {"text": say(f"common.language_{heard.transcript.language.value}")},
        {"text": _source(heard)},
    ]
    if heard.masked:
        chips.append({"text": say("evaluation.masked"), "icon": "shield"})
    return {"agent": call.agent_name, "reference": call.reference, "chips": chips}


def _source(heard: Heard) -> str:
    if heard.call.transcript_supplied:
        return say("evaluation.transcript_supplied")
    engine = say("evaluation.transcribed_by", engine=heard.transcript.engine)
    known = [s.confidence for s in heard.transcript.segments if s.confidence is not None]
    if not known:
        return engine
    return f"{engine} · {say('evaluation.quality', percent=text.percent(sum(known) / len(known)))}"


def _release(view: EvaluationView, has_next: bool) -> Drawn:
    return {
        "status": _release_status(view),
        "may_release": view.may_release,
        "may_withdraw": view.may_withdraw,
        "has_next": has_next,
        "question": say("evaluation.release_question", agent=view.call.agent_name),
    }


def _release_status(view: EvaluationView) -> str | None:
    """Who released it and whether it was read; nothing where releasing is the next act."""
    stored, card = view.stored, view.released_card
    if stored.released_at is None:
        return None if view.may_release else say("evaluation.not_released")
    if card and card.acknowledged_at:
        return say("evaluation.read_by_agent", at=text.moment(card.acknowledged_at))
    name = stored.released_by_name or ""
    return say("evaluation.released_by", name=name, at=text.moment(stored.released_at))


def criterion_title(criterion_id: str) -> str:
    """As the standard scorecard names it; the id itself where it has no such criterion."""
    titles = {c.criterion_id: c.title[state.language()] for c in load_scorecard().criteria}
    return titles.get(criterion_id, criterion_id)


def progress_share(call: Call) -> float:
    """How far a call in the making has come, 0 to 1; transcription is most of the way."""
    if call.status is CallStatus.TRANSCRIBING:
        return 0.2 + 0.6 * (call.steps_done / call.steps_total if call.steps_total else 0)
    shares = {CallStatus.RECEIVED: 0.05, CallStatus.DECODING: 0.1, CallStatus.JUDGING: 0.9}
    return shares.get(call.status, 1.0)


def progress_words(call: Call) -> str:
    """Transcribing 3 of 7."""
    if call.status is CallStatus.TRANSCRIBING and call.steps_total:
        return say("common.transcribing_piece", done=call.steps_done, total=call.steps_total)
    return say(f"common.status_{call.status.value}")
