"""What the engine found beside what reviewers decided; making it visible to the agent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from qa.card_hints import with_hints
from qa.coaching import advice, build_card, sentences
from qa.model import CoachingCard, CriterionResult, Score, Transcript, Verdict
from qa.scoring import final_results, score
from services.access import Act, can, require, visible_teams
from services.calls import clean_reason
from services.errors import Invalid, NotFound, Refused
from services.evidence import shown_in
from services.processing import score_value
from storage.audit import AuditLine
from storage.cards import NewCard
from storage.evaluations import NewOverride
from storage.records import Account, Call, Override, Recording, StoredCard, StoredEvaluation
from storage.store import Store, Work

DECIDED = frozenset({Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on one criterion, and why."""

    criterion_id: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """All a page draws: `results`, `score` and `card` count the overrides in force.

    `engine_score` is without them; `history` has every override, the latest first; `released_card`
    is the one the agent has, with the agent's answer.
    """

    call: Call
    transcript: Transcript
    stored: StoredEvaluation
    results: tuple[CriterionResult, ...]
    score: Score
    engine_score: Score
    card: CoachingCard
    better: dict[str, str]  # what was missed or broken -> words for it, in the call's register
    history: tuple[Override, ...]
    recording: Recording | None
    released_card: StoredCard | None
    may_override: bool
    may_release: bool
    may_withdraw: bool
    may_remove: bool


def open_evaluation(store: Store, actor: Account, call_id: int) -> EvaluationView:
    """NotFound where there is none yet, or where the call may not be seen."""
    with store.reading() as work:
        call = work.calls.find(call_id)
        if call is None:
            raise NotFound
        require(actor, Act.LIST_CALLS, on=call)
        stored = work.evaluations.find_by_call(call_id)
        if stored is None:
            raise NotFound
        return _view(work, actor, call, stored)


def override_criterion(
    store: Store, actor: Account, evaluation_id: int, decision: Decision, now: datetime
) -> None:
    """Put a person's verdict beside the engine's; sent twice, it counts once."""
    decision = replace(decision, reason=clean_reason(decision.reason))
    if decision.verdict not in DECIDED:
        raise Invalid("verdict_undecided")
    with store.transaction() as work:
        call, stored = _open_to_decide(work, actor, evaluation_id, decision.criterion_id)
        if _in_force(stored, decision, actor):
            return
        work.evaluations.add_override(_new_override(evaluation_id, decision, actor, now))
        _rescore(work, evaluation_id)
        line = AuditLine("evaluation.override", call.reference, _told(decision))
        work.audit.add(actor, line, now)


def clear_override(
    store: Store, actor: Account, evaluation_id: int, criterion_id: str, now: datetime
) -> None:
    """The engine's verdict counts again; the override stays in the history."""
    with store.transaction() as work:
        call, stored = _open_to_decide(work, actor, evaluation_id, criterion_id)
        if not any(override.criterion_id == criterion_id for override in stored.overrides):
            return
        work.evaluations.end_override(evaluation_id, criterion_id, now)
        _rescore(work, evaluation_id)
        line = AuditLine("evaluation.clear_override", call.reference, {"criterion": criterion_id})
        work.audit.add(actor, line, now)


def release(store: Store, actor: Account, evaluation_id: int, now: datetime) -> None:
    """Build the card from the final results, show it to the agent, and keep what it shows of
    the agent's skills; final until withdrawn."""
    with store.transaction() as work:
        call, stored = _locked(work, actor, evaluation_id, Act.RELEASE)
        if stored.released_at is not None:
            return
        results = decided_results(stored)
        card = _built_card(work, call, results)
        work.evaluations.set_released(evaluation_id, actor.account_id, now)
        work.cards.add(NewCard(evaluation_id, call.call_id, call.agent_id, card, now))
        work.evidence.add_all(shown_in(call, stored, results))
        work.audit.add(actor, AuditLine("evaluation.release", call.reference), now)


def withdraw_release(
    store: Store, actor: Account, evaluation_id: int, reason: str, now: datetime
) -> None:
    """Take the card back from the agent, so that verdicts can be changed and released anew."""
    kept_reason = clean_reason(reason)
    with store.transaction() as work:
        call, stored = _locked(work, actor, evaluation_id, Act.RELEASE)
        if stored.released_at is None:
            return
        work.cards.remove(evaluation_id)
        work.evidence.remove_evaluation(evaluation_id)
        work.evaluations.set_withdrawn(evaluation_id)
        line = AuditLine("evaluation.withdraw", call.reference, {"reason": kept_reason})
        work.audit.add(actor, line, now)


def add_missing_evidence(store: Store) -> int:
    """What evaluations showed that were released before skills were kept; how many they were."""
    with store.reading() as work:
        missing = work.evidence.missing_evaluations()
    for evaluation_id in missing:
        with store.transaction() as work:
            stored = work.evaluations.lock(evaluation_id)
            if stored is not None and stored.released_at is not None:
                call = work.calls.get(stored.call_id)
                work.evidence.add_all(shown_in(call, stored, decided_results(stored)))
    return len(missing)


def next_to_review(store: Store, actor: Account, besides: int | None = None) -> int | None:
    """The evaluated call that has waited longest, `besides` left out; None where nothing waits."""
    require(actor, Act.RELEASE)
    with store.reading() as work:
        return work.calls.next_unreleased(visible_teams(actor), besides)


def decided_results(stored: StoredEvaluation) -> tuple[CriterionResult, ...]:
    """The engine's results with the overrides in force laid over them."""
    decisions = {override.criterion_id: override.verdict for override in stored.overrides}
    return final_results(stored.evaluation.results, decisions)


def _view(work: Work, actor: Account, call: Call, stored: StoredEvaluation) -> EvaluationView:
    transcript, results = _transcript(work, call), decided_results(stored)
    is_released = stored.released_at is not None
    sha256 = call.recording_sha256
    released_card = work.cards.find_by_evaluation(stored.evaluation_id)
    return EvaluationView(
        call=call,
        transcript=transcript,
        stored=stored,
        results=results,
        score=score(results),
        engine_score=stored.evaluation.score,
        card=released_card.card if released_card else _built_card(work, call, results),
        better={focus.criterion_id: focus.try_saying for focus in advice(transcript, results)},
        history=work.evaluations.history(stored.evaluation_id),
        recording=work.recordings.find(sha256) if sha256 else None,
        released_card=released_card,
        may_override=can(actor, Act.OVERRIDE, on=call) and not is_released,
        may_release=can(actor, Act.RELEASE, on=call) and not is_released,
        may_withdraw=can(actor, Act.RELEASE, on=call) and is_released,
        may_remove=can(actor, Act.REMOVE_CALL, on=call) and not is_released,
    )


def _built_card(work: Work, call: Call, results: tuple[CriterionResult, ...]) -> CoachingCard:
    transcript = _transcript(work, call)
    card = build_card(transcript, results, _lately_said(work, call))
    return with_hints(card, transcript, results)


def _lately_said(work: Work, call: Call) -> frozenset[str]:
    """What the agent's latest other card says, so that the next one finds other words."""
    latest = work.cards.latest_of_agent(call.agent_id, besides=call.call_id)
    return sentences(latest.card) if latest else frozenset()


def _transcript(work: Work, call: Call) -> Transcript:
    stored = work.transcripts.find(call.call_id)
    if stored is None:
        raise NotFound
    return stored.transcript


def _locked(
    work: Work, actor: Account, evaluation_id: int, act: Act
) -> tuple[Call, StoredEvaluation]:
    stored = work.evaluations.lock(evaluation_id)
    if stored is None:
        raise NotFound
    call = work.calls.get(stored.call_id)
    require(actor, act, on=call)
    return call, stored


def _open_to_decide(
    work: Work, actor: Account, evaluation_id: int, criterion_id: str
) -> tuple[Call, StoredEvaluation]:
    call, stored = _locked(work, actor, evaluation_id, Act.OVERRIDE)
    if criterion_id not in _criterion_ids(stored.evaluation.results):
        raise Invalid("criterion_unknown")
    if stored.released_at is not None:
        raise Refused("evaluation_released")
    return call, stored


def _criterion_ids(results: Iterable[CriterionResult]) -> set[str]:
    return {result.criterion.criterion_id for result in results}


def _in_force(stored: StoredEvaluation, decision: Decision, actor: Account) -> bool:
    wanted = (decision.criterion_id, decision.verdict, decision.reason, actor.account_id)
    return any((o.criterion_id, o.verdict, o.reason, o.by_id) == wanted for o in stored.overrides)


def _new_override(
    evaluation_id: int, decision: Decision, actor: Account, now: datetime
) -> NewOverride:
    return NewOverride(
        evaluation_id=evaluation_id,
        criterion_id=decision.criterion_id,
        verdict=decision.verdict,
        reason=decision.reason,
        by_id=actor.account_id,
        at=now,
    )


def _told(decision: Decision) -> dict[str, str]:
    """What the audit keeps: no reason, for it may speak of what was said."""
    return {"criterion": decision.criterion_id, "verdict": decision.verdict.value}


def _rescore(work: Work, evaluation_id: int) -> None:
    """Keep the score that lists show in step with the verdicts."""
    stored = work.evaluations.find(evaluation_id)
    if stored is not None:
        work.evaluations.set_score(evaluation_id, score_value(score(decided_results(stored))))
