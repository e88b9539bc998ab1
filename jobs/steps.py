"""The steps of a job as plain functions; DBOS stores what they return, so it is masked first.

A step answers None where nobody waits for the call any more: it was removed, or is done.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from jobs import decoding
from jobs.tools import Tools
from qa.model import Language, Transcript
from qa.redaction import mask_transcript
from qa.roles.hearing import hear
from qa.serialise import transcript_from_dict, transcript_to_dict
from qa.speech.transcription import PieceText, transcript_of
from services import calls, phrases, processing
from services.processing import CallToProcess
from storage.records import CallStatus

Json = dict[str, Any]


def decode(tools: Tools, job: CallToProcess) -> int | None:
    """Check and decode the recording; how many pieces there are to hear."""
    if not processing.record_progress(tools.store, job.call.call_id, CallStatus.DECODING):
        return None
    prepared = decoding.prepare(tools, job)
    described = decoding.describe(tools, job, prepared.decoded)
    if not processing.store_decoded(tools.store, described):
        calls.drop_unused(tools.store, tools.files, described.sha256)
        return None
    return len(prepared.pieces)


def transcribe(tools: Tools, job: CallToProcess, number: int, found: str | None) -> Json | None:
    """The words of one piece, masked; `found` is the language the first piece turned out to be."""
    pieces = decoding.prepare(tools, job).pieces
    status = CallStatus.TRANSCRIBING
    if not processing.record_progress(
        tools.store, job.call.call_id, status, number + 1, len(pieces)
    ):
        return None
    language = job.call.language or (Language(found) if found else None)
    text = tools.transcriber.transcribe(pieces[number], language)
    return transcript_to_dict(mask_transcript(Transcript(text.segments, text.language)))


def judge(tools: Tools, job: CallToProcess, texts: Sequence[Json]) -> bool | None:
    """Evaluate what was said and commit it all at once; again, it changes nothing."""
    if not processing.record_progress(tools.store, job.call.call_id, CallStatus.JUDGING):
        return None
    said = mask_transcript(job.supplied or _transcript(tools, job, texts))
    own = phrases.in_force(tools.store, said.language)
    heard = hear(tools.engine, said, tools.scorecard, job.call.direction, own)
    transcript = mask_transcript(heard)  # a number over several lines is masked by who says them
    evaluation = tools.engine.evaluate(transcript, tools.scorecard, own)
    return processing.complete(
        tools.store, job.call.call_id, transcript, evaluation, datetime.now(UTC)
    )


def _transcript(tools: Tools, job: CallToProcess, texts: Sequence[Json]) -> Transcript:
    """One transcript of all pieces; their masks are complete only where they meet."""
    pieces = [transcript_from_dict(text) for text in texts]
    return transcript_of(
        [PieceText(piece.segments, piece.language) for piece in pieces],
        decoding.prepare(tools, job).heard,
        name=job.call.file_name,
        engine=tools.transcriber.name,
    )
