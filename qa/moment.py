"""One moment of a call said anew, and the same criterion held against it.

The words take the place of the agent's line the card is about; where nothing was said, they are
added where they belong: the opening first, an answer after the customer's line, the rest last.
"""

from dataclasses import replace

from qa.checks import Heard, judge
from qa.findings import find_by_rule
from qa.model import (
    Criterion,
    CriterionResult,
    Focus,
    Scorecard,
    Segment,
    Speaker,
    Transcript,
)
from qa.pipeline import Engine

_OPENING = frozenset({"salutation", "company", "agent_name", "offer_help"})
# What must not be said is looked for in the new words alone: other lines stay as they were.
_OF_THE_MOMENT = frozenset({"language", "insult", "hold"})


def judge_again(
    transcript: Transcript, focus: Focus, criterion: Criterion, words: str
) -> CriterionResult:
    """The criterion with these words in the call; its evidence is what of them decided."""
    spoken, index = with_words(transcript, focus, criterion, words)
    if criterion.check in _OF_THE_MOMENT:
        # Two lines are no call; what was learned of whole calls says little about them.
        return judge(Heard(spoken, find_by_rule(spoken)), criterion)
    only = Scorecard("moment", 0, title={}, sections={}, criteria=(criterion,))
    result = Engine().evaluate(spoken, only).results[0]
    return replace(result, evidence=tuple(e for e in result.evidence if e.segment == index))


def with_words(
    transcript: Transcript, focus: Focus, criterion: Criterion, words: str
) -> tuple[Transcript, int]:
    """The call with the new words in it, and the number of their line."""
    said = Segment(0, Speaker.AGENT, words)
    known = all(segment.speaker is not Speaker.UNKNOWN for segment in transcript.segments)
    if criterion.check in _OF_THE_MOMENT or not known:
        lines, index = [*_before(focus), said], len(_before(focus))
    else:
        lines, index = _in_place(transcript, focus, criterion, said)
    # How well a line was heard says nothing about words that are typed.
    segments = tuple(replace(line, index=i, confidence=None) for i, line in enumerate(lines))
    return replace(transcript, segments=segments), index


def _before(focus: Focus) -> list[Segment]:
    if focus.customer_said is None:
        return []
    return [Segment(0, Speaker.CUSTOMER, focus.customer_said.quote)]


def _in_place(
    transcript: Transcript, focus: Focus, criterion: Criterion, said: Segment
) -> tuple[list[Segment], int]:
    lines = list(transcript.segments)
    if focus.agent_said is not None:
        index = focus.agent_said.segment
        return [*lines[:index], said, *lines[index + 1 :]], index
    index = _place(transcript, focus, criterion)
    return [*lines[:index], said, *lines[index:]], index


def _place(transcript: Transcript, focus: Focus, criterion: Criterion) -> int:
    """Where words belong that nobody had said."""
    if criterion.check in _OPENING:
        agents = (s.index for s in transcript.segments if s.speaker is Speaker.AGENT)
        return next(agents, 0)
    if focus.customer_said is not None:
        return focus.customer_said.segment + 1
    return len(transcript.segments)
