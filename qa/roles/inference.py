"""Who speaks in a transcript that does not say it: every line with how sure that is.

A recogniser may put two people into one segment; such a segment is parted where the words look
like the end of one turn and the beginning of the next, and is doubted where they look a little so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from qa.model import Direction, Segment, Speaker, Transcript
from qa.roles.chain import likely_agent, probability
from qa.roles.features import (
    change_features,
    inside_features,
    line_features,
    spoken_in,
    words,
)
from qa.roles.weights import Weights, weights_of

# The agent opens 82 % of the bank's conversations; who is called answers the telephone first.
OPENS = {Direction.INBOUND: 1.5, Direction.OUTBOUND: 0.0}
LINE_TRUST, CHANGE_TRUST = 0.6, 0.9  # of the log-odds: lines of one call are not independent
FURTHEST = 4.0  # log-odds of one line or one change; a single phrase decides no call
WORTH_A_LOOK = -2.0  # log-odds of a change of speaker at a place inside a segment
INSIDE = -1.0  # added to them: the bank's turns all stood side by side, a call's seldom do
UNSEEN = -1.0  # added once more where the segment was not parted at such a place
KNOWN = 40.0
_NEVER = 40.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a segment, `segment.text[start:end]`, that one person may have said."""

    segment: Segment
    start: int
    end: int
    words: tuple[str, ...]
    change: float = 0.0  # log-odds that somebody else goes on here
    mixed: float = -_NEVER  # log-odds that somebody else goes on inside it after all


@dataclass(frozen=True, slots=True)
class _Said:
    """A part and how likely the agent said it."""

    part: _Part
    agent: float

    @property
    def speaker(self) -> Speaker:
        return Speaker.AGENT if self.agent > 0.5 else Speaker.CUSTOMER


def infer(
    transcript: Transcript, direction: Direction, weights: Weights | None = None
) -> Transcript:
    """Every line with its likeliest speaker; what the source says of a line stays as it is."""
    weights = weights or weights_of(transcript.language)
    parts = [part for segment in transcript.segments for part in _parts(segment, weights)]
    if not parts:
        return transcript
    likely = likely_agent(
        [_line(part, weights) for part in parts],
        [_change(one, other, weights) for one, other in pairwise(parts)],
        OPENS[direction],
    )
    said = [_Said(part, agent) for part, agent in zip(parts, likely, strict=True)]
    segments = [
        segment
        for _, group in groupby(said, key=lambda one: one.part.segment.index)
        for segment in _segments(list(group))
    ]
    numbered = tuple(replace(segment, index=index) for index, segment in enumerate(segments))
    return replace(transcript, segments=numbered)


def _parts(segment: Segment, weights: Weights) -> Iterator[_Part]:
    if segment.speaker is not Speaker.UNKNOWN:
        yield _Part(segment, 0, len(segment.text), words(segment.text))
        return
    text = segment.text
    spoken = spoken_in(text)
    places = [(0, 0.0)] + [
        (spoken[at].start, weights.inside.score(inside_features(text, spoken, at)) + INSIDE)
        for at in range(1, len(spoken))
    ]
    cuts = [0] + [at for at, (_, odds) in enumerate(places) if at and odds > WORTH_A_LOOK]
    for cut, following in zip(cuts, [*cuts[1:], len(places)], strict=True):
        start, odds = places[cut]
        end = places[following][0] if following < len(places) else len(text)
        inner = [odds + UNSEEN for _, odds in places[cut + 1 : following]]
        mixed = max(inner, default=-_NEVER)
        yield _Part(segment, start, end, words(text[start:end]), odds, mixed)


def _line(part: _Part, weights: Weights) -> float:
    if part.segment.speaker is not Speaker.UNKNOWN:
        return KNOWN if part.segment.speaker is Speaker.AGENT else -KNOWN
    if not part.words:
        return 0.0
    return _within(LINE_TRUST * weights.agent.score(line_features(part.words)))


def _change(one: _Part, other: _Part, weights: Weights) -> float:
    if one.segment.index == other.segment.index:
        return _within(other.change)
    found = change_features(one.words, other.words)
    return _within(CHANGE_TRUST * weights.change.score(found))


def _within(log_odds: float) -> float:
    return max(-FURTHEST, min(FURTHEST, log_odds))


def _segments(said: Sequence[_Said]) -> Iterator[Segment]:
    """A segment as it was, with its speaker; parted where two people speak in it."""
    segment = said[0].part.segment
    if segment.speaker is not Speaker.UNKNOWN:
        yield segment
        return
    runs = [list(run) for _, run in groupby(said, key=lambda one: one.speaker)]
    edges = [0, *(run[0].part.start for run in runs[1:]), len(segment.text)]
    for run, start, end in zip(runs, edges, edges[1:], strict=False):
        yield replace(
            segment,
            text=segment.text[start:end].strip(),
            start_s=_time_at(segment, start),
            end_s=_time_at(segment, end),
            speaker=run[0].speaker,
            speaker_confidence=_confidence(run),
        )


def _confidence(run: Sequence[_Said]) -> float:
    """The mean over the words that one person said."""
    weights = [max(1, len(one.part.words)) for one in run]
    sure = sum(max(one.agent, 1 - one.agent) * w for one, w in zip(run, weights, strict=True))
    mixed = max(one.part.mixed for one in run)
    return round(sure / sum(weights) * (1 - probability(mixed)), 3)


def _time_at(segment: Segment, place: int) -> float | None:
    """A segment's letters take the same time each."""
    if segment.start_s is None or segment.end_s is None:
        return segment.start_s if place == 0 else segment.end_s
    share = place / max(1, len(segment.text))
    return round(segment.start_s + share * (segment.end_s - segment.start_s), 2)
