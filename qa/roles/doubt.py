"""What hangs on lines of which it is not sure who said them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.model import CriterionResult, Score, Segment, Speaker, Transcript, Verdict

SURE_LINE = 0.93  # under which a line may as well be the other one's
REASON = "reasons.speaker_in_doubt"


def doubtful(segment: Segment) -> bool:
    return segment.speaker_confidence is not None and segment.speaker_confidence < SURE_LINE


def other_readings(transcript: Transcript) -> tuple[Transcript, ...]:
    """All doubtful lines the agent's, and all the customer's; none where no line is in doubt."""
    if not any(doubtful(segment) for segment in transcript.segments):
        return ()
    return tuple(_read_as(transcript, side) for side in (Speaker.AGENT, Speaker.CUSTOMER))


def settled(
    results: Sequence[CriterionResult], others: Iterable[Sequence[CriterionResult]]
) -> tuple[CriterionResult, ...]:
    """What is decided the same way whoever said the doubtful lines; the rest is for a person."""
    alike = list(others)
    return tuple(
        _left_open(result)
        if any(other[number].verdict is not result.verdict for other in alike)
        else result
        for number, result in enumerate(results)
    )


def spread(score: Score, others: Iterable[Score]) -> float:
    """The most points by which another reading differs; 100 where only one of the two has any."""
    return max((_points_between(score, other) for other in others), default=0.0)


def _read_as(transcript: Transcript, side: Speaker) -> Transcript:
    segments = tuple(
        replace(segment, speaker=side) if doubtful(segment) else segment
        for segment in transcript.segments
    )
    return replace(transcript, segments=segments)


def _left_open(result: CriterionResult) -> CriterionResult:
    if result.verdict is Verdict.UNSURE:
        return result
    return replace(result, verdict=Verdict.UNSURE, confidence=0.5, reason=REASON, reason_params={})


def _points_between(one: Score, other: Score) -> float:
    if one.value is None or other.value is None:
        return 0.0 if one.value is other.value else 100.0
    return abs(float(one.value - other.value))
