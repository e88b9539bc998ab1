"""What the worker writes while it makes a call into an evaluation; no person acts here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qa.errors import Param
from qa.model import Evaluation, Score, Transcript
from qa.redaction import mask_transcript
from storage.audit import AuditLine
from storage.records import Call, CallStatus, Recording
from storage.store import Store, Work


@dataclass(frozen=True, slots=True)
class CallToProcess:
    """A call and what came with it: a recording, a supplied transcript, or both."""

    call: Call
    recording: Recording | None
    supplied: Transcript | None


def begin(store: Store, call_id: int) -> CallToProcess | None:
    """What there is to work with; None where the call was removed or is done already."""
    with store.reading() as work:
        call = work.calls.find(call_id)
        if call is None or call.status is CallStatus.DONE:
            return None
        sha256 = call.recording_sha256
        stored = work.transcripts.find(call_id)
        return CallToProcess(
            call=call,
            recording=work.recordings.find(sha256) if sha256 else None,
            supplied=stored.transcript if stored and stored.supplied else None,
        )


def record_progress(
    store: Store, call_id: int, status: CallStatus, done: int = 0, total: int = 0
) -> bool:
    """False where nobody waits for this call any more: it was removed or is done."""
    with store.transaction() as work:
        call = work.calls.lock(call_id)
        if call is None or call.status is CallStatus.DONE:
            return False
        work.calls.set_status(call_id, status, done, total)
        return True


def store_decoded(store: Store, recording: Recording) -> bool:
    """Keep what decoding found out about a recording; False where it was removed meanwhile."""
    with store.transaction() as work:
        if work.recordings.find(recording.sha256) is None:
            return False
        work.recordings.put(recording)
        return True


def complete(
    store: Store, call_id: int, transcript: Transcript, evaluation: Evaluation, now: datetime
) -> bool:
    """Transcript, evaluation and audit line in one commit; False, and nothing, the second time."""
    with store.transaction() as work:
        call = work.calls.lock(call_id)
        if call is None or call.evaluation_id is not None:
            return False
        _keep(work, call, transcript, evaluation, now)
        work.audit.add(None, AuditLine("call.evaluated", call.reference), now)
        return True


def mark_failed(
    store: Store, call_id: int, code: str, params: Mapping[str, Param], now: datetime
) -> None:
    """The call's job ended without an evaluation; `code` says why in words/*/errors.yml.

    A second time it changes nothing.
    """
    with store.transaction() as work:
        call = work.calls.lock(call_id)
        if call is None or call.status in (CallStatus.DONE, CallStatus.FAILED):
            return
        work.calls.set_failed(call_id, code, params)
        work.audit.add(None, AuditLine("call.failed", call.reference, {"code": code}), now)


def score_value(score: Score) -> float | None:
    """The score as lists keep it: 0 to 100, None where nothing counted."""
    return None if score.value is None else float(score.value)


def _keep(
    work: Work, call: Call, transcript: Transcript, evaluation: Evaluation, now: datetime
) -> None:
    masked = mask_transcript(transcript)
    work.transcripts.put(call.call_id, masked, now, supplied=call.transcript_supplied)
    work.evaluations.add(call.call_id, evaluation, score_value(evaluation.score), now)
    work.calls.set_language(call.call_id, evaluation.language)
    work.calls.set_status(call.call_id, CallStatus.DONE)
