"""Calls to draw: a transcript with times, verdicts with evidence, a stereo recording."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from qa.model import (
    Channel,
    Criterion,
    CriterionResult,
    Direction,
    Evidence,
    Language,
    Segment,
    Speaker,
    Transcript,
    Verdict,
)
from qa.scorecard import load_scorecard
from storage.records import Call, CallStatus, Recording
from ui.player import Heard

AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
LINES = (
    (Speaker.AGENT, "Good afternoon, this is Salem.", 2.0, 5.0),
    (Speaker.CUSTOMER, "Hi, my card was charged twice.", 6.0, 9.0),
    (Speaker.AGENT, "One moment, the invoice number?", 15.0, 17.0),
)


def transcript(*, timed: bool = True, language: Language = Language.EN) -> Transcript:
    segments = tuple(
        Segment(index, speaker, text, start if timed else None, end if timed else None)
        for index, (speaker, text, start, end) in enumerate(LINES)
    )
    return Transcript(segments, language)


def evidence(index: int, spoken: Transcript | None = None) -> Evidence:
    segment = (spoken or transcript()).segments[index]
    return Evidence(
        segment=index,
        start=0,
        end=len(segment.text),
        quote=segment.text,
        speaker=segment.speaker,
        start_s=segment.start_s,
        end_s=segment.end_s,
    )


def criterion(criterion_id: str) -> Criterion:
    return load_scorecard().criterion(criterion_id)


def result(
    criterion_id: str, verdict: Verdict, *quoted: Evidence, confidence: float = 0.95
) -> CriterionResult:
    return CriterionResult(criterion(criterion_id), verdict, quoted, confidence)


def call(channel: Channel = Channel.VOICE, *, supplied: bool = True) -> Call:
    return Call(
        call_id=17,
        reference="C-00017",
        agent_id=1,
        agent_name="Salem Al Otaibi",
        team_id=1,
        team_name="Cards",
        channel=channel,
        direction=Direction.INBOUND,
        happened_at=AT,
        file_name="call.wav",
        language=Language.EN,
        status=CallStatus.DONE,
        added_by=2,
        added_at=AT,
        transcript_supplied=supplied,
    )


def recording(channels: int = 2) -> Recording:
    peaks = tuple(tuple(i / 400 for i in range(400)) for _ in range(channels))
    return Recording("a" * 64, 1, "audio/wav", 24.0, channels, peaks)


def heard(*results: CriterionResult, silent: bool = False, timed: bool = True) -> Heard:
    return Heard(call(), transcript(timed=timed), results, None if silent else recording())


def in_the_making(status: CallStatus, done: int = 0, total: int = 0) -> Call:
    return replace(call(), status=status, steps_done=done, steps_total=total)


def whole(value: Fraction | None) -> int:
    assert value is not None
    return round(value)
