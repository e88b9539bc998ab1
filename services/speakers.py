"""Who is the agent, put right by a reviewer; the call is judged anew and the old judgement kept.

Verdicts that people have given stay in force: they are about the call, not about its transcript.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from qa.model import Evaluation, Scorecard, Segment, Speaker, Transcript
from qa.own_phrases import OwnPhrases
from qa.pipeline import Engine
from qa.redaction import mask_transcript
from qa.roles.hearing import UNKNOWN, Certainty, certainty, guess, hear, lacks_speakers
from qa.scoring import score
from qa.speech.speakers import swap
from services import phrases
from services.access import Act, can, require
from services.errors import Invalid, NotFound, Refused
from services.evaluations import decided_results
from services.processing import score_value
from storage.audit import AuditLine
from storage.past_evaluations import PastEvaluation
from storage.records import Account, Call, StoredEvaluation
from storage.store import Store, Work

SWAPPED, SET = "speakers_swapped", "speakers_set"
SIDES = frozenset({Speaker.AGENT, Speaker.CUSTOMER})


class Change(StrEnum):
    SWAP = "swap"  # agent and customer exchanged; done twice, all is as it was
    GUESS = "guess"  # the likeliest speakers, however unsure
    LINES = "lines"  # single lines given to one of the two


@dataclass(frozen=True, slots=True)
class Correction:
    """`seen` is how often the call had been judged anew when this was asked for."""

    change: Change
    seen: int
    lines: Mapping[int, Speaker] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpeakersView:
    """`past` has every earlier evaluation, the first first; `sure` is None where the speakers were
    given; `kept_verdicts` are people's, which stay when the call is judged anew."""

    unknown: bool
    sure: Certainty | None
    swapped: bool
    past: tuple[PastEvaluation, ...]
    kept_verdicts: int
    may_correct: bool
    released: bool


@dataclass(frozen=True, slots=True)
class _Judged:
    call: Call
    stored: StoredEvaluation
    transcript: Transcript
    times: int  # judged anew


def open_speakers(store: Store, actor: Account, call_id: int) -> SpeakersView:
    """How the speakers of a call are known; NotFound where it may not be seen or is not judged."""
    with store.reading() as work:
        call = work.calls.find(call_id)
        if call is None:
            raise NotFound
        require(actor, Act.LIST_CALLS, on=call)
        if call.evaluation_id is None:
            raise NotFound
        judged = _judged(work, call.evaluation_id)
        past = work.past_evaluations.of(call.evaluation_id)
    released = judged.stored.released_at is not None
    return SpeakersView(
        unknown=lacks_speakers(judged.transcript),
        sure=certainty(judged.transcript),
        swapped=SWAPPED in judged.transcript.notes,
        past=past,
        kept_verdicts=len(judged.stored.overrides),
        may_correct=can(actor, Act.OVERRIDE, on=call) and not released,
        released=released,
    )


def correct_speakers(
    store: Store, actor: Account, evaluation_id: int, wanted: Correction, now: datetime
) -> bool:
    """Judge the call anew with other speakers; False where that changes nothing, as the second
    time it is sent. Refused while the evaluation is released."""
    with store.reading() as work:
        judged = _open_to_correct(work, actor, evaluation_id)
    if judged.times != wanted.seen:
        return False
    scorecard = judged.stored.evaluation.scorecard
    own = phrases.in_force(store, judged.transcript.language)
    transcript = _corrected(judged, wanted, scorecard, own)
    if transcript == judged.transcript:
        return False
    evaluation = Engine().evaluate(transcript, scorecard, own)
    with store.transaction() as work:
        return _replace(work, actor, wanted, (evaluation_id, transcript, evaluation), now)


def _replace(
    work: Work,
    actor: Account,
    wanted: Correction,
    new: tuple[int, Transcript, Evaluation],
    now: datetime,
) -> bool:
    evaluation_id, transcript, evaluation = new
    work.evaluations.lock(evaluation_id)
    judged = _open_to_correct(work, actor, evaluation_id)
    if judged.times != wanted.seen:
        return False
    work.past_evaluations.replace(
        evaluation_id, evaluation, judged.transcript, actor.account_id, now
    )
    supplied = judged.call.transcript_supplied
    work.transcripts.put(judged.call.call_id, transcript, now, supplied=supplied)
    final = replace(judged.stored, evaluation=evaluation)
    work.evaluations.set_score(evaluation_id, score_value(score(decided_results(final))))
    work.audit.add(
        actor, AuditLine("evaluation.speakers", judged.call.reference, _told(wanted)), now
    )
    return True


def _open_to_correct(work: Work, actor: Account, evaluation_id: int) -> _Judged:
    judged = _judged(work, evaluation_id)
    require(actor, Act.OVERRIDE, on=judged.call)
    if judged.stored.released_at is not None:
        raise Refused("speakers_released")
    return judged


def _judged(work: Work, evaluation_id: int) -> _Judged:
    stored = work.evaluations.find(evaluation_id)
    transcript = work.transcripts.find(stored.call_id) if stored else None
    if stored is None or transcript is None:
        raise NotFound
    times = work.past_evaluations.count(evaluation_id)
    return _Judged(work.calls.get(stored.call_id), stored, transcript.transcript, times)


def _corrected(
    judged: _Judged, wanted: Correction, scorecard: Scorecard, own: OwnPhrases
) -> Transcript:
    transcript, direction = judged.transcript, judged.call.direction
    if wanted.change is Change.SWAP:
        return mask_transcript(_swapped(transcript))
    if wanted.change is Change.GUESS:
        return mask_transcript(guess(transcript, direction))
    known = _with_lines(transcript, wanted.lines)
    return mask_transcript(hear(Engine(), known, scorecard, direction, own))


def _swapped(transcript: Transcript) -> Transcript:
    """Done twice, the notes are what they were as well."""
    notes = tuple(note for note in transcript.notes if note != SWAPPED)
    if notes == transcript.notes:
        notes = (*notes, SWAPPED)
    return replace(swap(transcript), notes=notes)


def _with_lines(transcript: Transcript, lines: Mapping[int, Speaker]) -> Transcript:
    in_call = {segment.index for segment in transcript.segments}
    if not (lines.keys() <= in_call and SIDES.issuperset(lines.values())):
        raise Invalid("speakers_unreadable")
    segments = tuple(_with_speaker(s, lines.get(s.index)) for s in transcript.segments)
    changed = replace(transcript, segments=segments)
    if changed == transcript:
        return transcript
    settled = {SET} if lacks_speakers(changed) else {SET, UNKNOWN}
    notes = (note for note in transcript.notes if note not in settled)
    return replace(changed, notes=(*notes, SET))


def _with_speaker(segment: Segment, speaker: Speaker | None) -> Segment:
    """What a person says of a line is not in doubt."""
    if speaker is None:
        return segment
    return replace(segment, speaker=speaker, speaker_confidence=None)


def _told(wanted: Correction) -> dict[str, str]:
    detail = {"speakers": wanted.change.value}
    return detail | {"lines": str(len(wanted.lines))} if wanted.lines else detail
