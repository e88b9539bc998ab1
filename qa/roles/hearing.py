"""Speakers for a transcript without them, where the call can be judged as if they had been given.

Either the lines get their speakers, with the note "speakers_inferred", or the transcript stays as
it is and keeps "speakers_unknown": its verdicts that hang on the speaker are left to a person.
"""

from dataclasses import dataclass, replace
from typing import Literal

from qa.model import Channel, Direction, Scorecard, Segment, Speaker, Transcript
from qa.own_phrases import NONE, OwnPhrases
from qa.pipeline import Engine
from qa.roles.doubt import doubtful, other_readings, spread
from qa.roles.inference import infer
from qa.roles.weights import Weights

INFERRED, UNKNOWN = "speakers_inferred", "speakers_unknown"
SURE_CALL = 0.86  # mean over the words of how sure their speaker is
ALMOST_CERTAIN = 0.95
MOST_PARTED = 0.1  # of the segments, in which two people were found
MOST_WORDS, LONGEST_LINE = 20_000, 600  # words of a call, of a segment
MOST_POINTS = 8.0  # by which the score may hang on the lines in doubt, of the 10 promised


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the inferred speakers of a call are: mean over its words, and lines in doubt."""

    mean: float
    doubtful_lines: int

    @property
    def degree(self) -> Literal["certain", "likely", "uncertain"]:
        if self.mean >= ALMOST_CERTAIN:
            return "certain"
        return "likely" if self.mean >= SURE_CALL else "uncertain"


def hear(
    engine: Engine,
    transcript: Transcript,
    scorecard: Scorecard,
    direction: Direction = Direction.INBOUND,
    own: OwnPhrases = NONE,
    weights: Weights | None = None,
) -> Transcript:
    """The transcript with its speakers where they could be told; else as it was."""
    if transcript.channel is Channel.EMAIL or not lacks_speakers(transcript):
        return transcript
    if not _is_talk(transcript):
        return transcript
    likely = guess(transcript, direction, weights)
    if not _two_people(likely) or _is_mixed(transcript, likely):
        return transcript
    if _certainty(likely).mean < SURE_CALL:
        return transcript
    return likely if _score_stands(engine, likely, scorecard, own) else transcript


def guess(
    transcript: Transcript, direction: Direction, weights: Weights | None = None
) -> Transcript:
    """The likeliest speakers, however unsure; noted as inferred."""
    notes = tuple(note for note in transcript.notes if note != UNKNOWN)
    return replace(infer(transcript, direction, weights), notes=(*notes, INFERRED))


def certainty(transcript: Transcript) -> Certainty | None:
    """None where the speakers were not inferred."""
    return _certainty(transcript) if INFERRED in transcript.notes else None


def _certainty(transcript: Transcript) -> Certainty:
    inferred = [s for s in transcript.segments if s.speaker_confidence is not None]
    lengths = [max(1, len(segment.text.split())) for segment in inferred]
    sure = sum(_sure(s) * length for s, length in zip(inferred, lengths, strict=True))
    mean = sure / sum(lengths) if lengths else 1.0
    return Certainty(mean, sum(doubtful(segment) for segment in inferred))


def _sure(segment: Segment) -> float:
    return 1.0 if segment.speaker_confidence is None else segment.speaker_confidence


def lacks_speakers(transcript: Transcript) -> bool:
    return any(segment.speaker is Speaker.UNKNOWN for segment in transcript.segments)


def _is_talk(transcript: Transcript) -> bool:
    """A whole call in one segment, or days of talk, are no lines of two people."""
    lengths = [len(segment.text.split()) for segment in transcript.segments]
    return sum(lengths) <= MOST_WORDS and max(lengths, default=0) <= LONGEST_LINE


def _two_people(transcript: Transcript) -> bool:
    return {Speaker.AGENT, Speaker.CUSTOMER} <= {s.speaker for s in transcript.segments}


def _is_mixed(transcript: Transcript, likely: Transcript) -> bool:
    """Where many segments had to be parted, others hold two people unseen."""
    parted = len(likely.segments) - len(transcript.segments)
    return parted > MOST_PARTED * len(transcript.segments)


def _score_stands(
    engine: Engine, transcript: Transcript, scorecard: Scorecard, own: OwnPhrases
) -> bool:
    """Whoever said the lines in doubt, the score is much the same."""
    score = engine.evaluate(transcript, scorecard, own).score
    readings = (transcript, *other_readings(transcript))
    others = [engine.evaluate(_undoubted(other), scorecard, own).score for other in readings]
    return spread(score, others) <= MOST_POINTS


def _undoubted(transcript: Transcript) -> Transcript:
    segments = tuple(replace(s, speaker_confidence=None) for s in transcript.segments)
    return replace(transcript, segments=segments)
