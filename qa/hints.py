"""What coaching likes to hear, beside what is scored: open questions, reflecting back, signposting,
a next step with its owner and time, checking understanding, offering to escalate.

These findings never enter `qa.findings.find`: they are hints on a card, unless an act was measured
to be heard well enough (qa/coaching_acts.py). The definitions stand in docs/coaching_acts.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from qa.acts.clauses import sentence_around
from qa.acts.echo import echoed
from qa.acts.shown import Place, Talk, near, shown
from qa.findings import merge
from qa.lexicon import load_words
from qa.model import Act, Finding, Language, Segment, Speaker, Transcript
from qa.normalise import fold, fold_text
from qa.reply_lexicon import ReplyLexicon, ShownRule, load_reply_lexicon, load_rules

LONGEST = 2_000  # characters of a line that are read; nobody says more in one breath
_CUSTOMER_LINES = 4  # the last of them before an answer, which it may say back
_WITHIN = 16  # words that a step and its time may lie apart
_SURE, _LESS_SURE = 0.8, 0.65


class Cue(StrEnum):
    """What the rules of qa/lexicons/<language>/coaching name."""

    OPEN_QUESTION = "open_question"
    CHECKING = "checking"
    REFLECTING = "reflecting"
    PERHAPS_REFLECTING = "perhaps_reflecting"  # where the customer's own facts are in it
    SIGNPOSTING = "signposting"
    STEP = "step"  # somebody who is named does something
    TIME = "time"
    ESCALATION = "escalation"


_ACTS = {
    Cue.OPEN_QUESTION: Act.OPEN_QUESTION,
    Cue.CHECKING: Act.CHECKING,
    Cue.REFLECTING: Act.REFLECTING,
    Cue.PERHAPS_REFLECTING: Act.REFLECTING,
    Cue.SIGNPOSTING: Act.SIGNPOSTING,
    Cue.ESCALATION: Act.ESCALATION,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the agent with what its rules heard, and the customer's words before it."""

    segment: Segment
    talk: Talk
    customer: str
    heard: tuple[tuple[Cue, Place, Place], ...]

    def hits(self, cue: Cue) -> list[Place]:
        return [hit for heard, hit, _ in self.heard if heard is cue]


def hints(transcript: Transcript) -> tuple[Finding, ...]:
    """Such acts in the agent's lines, in the order of the call; none where speakers are unknown."""
    if any(segment.speaker is Speaker.UNKNOWN for segment in transcript.segments):
        return ()
    lexicon = load_reply_lexicon(transcript.language)
    found = (found for line in _lines(transcript, lexicon) for found in _found(line, lexicon))
    return merge(found)


def _lines(transcript: Transcript, lexicon: ReplyLexicon) -> Iterator[_Line]:
    customer: list[str] = []
    lists, rules = load_words(transcript.language), _rules(transcript.language)
    for index, segment in enumerate(transcript.segments):
        if segment.speaker is Speaker.CUSTOMER:
            customer.append(segment.text[:LONGEST])
            continue
        talk = Talk(fold(segment.text[:LONGEST]), lists, lexicon.reported)
        said = fold_text(" ".join(customer[-_CUSTOMER_LINES:]))
        yield _Line(replace(segment, index=index), talk, said, tuple(shown(talk, rules)))


@cache
def _rules(language: Language) -> tuple[ShownRule[Cue], ...]:
    return load_rules(language, "coaching", Cue)


def _found(line: _Line, lexicon: ReplyLexicon) -> Iterator[Finding]:
    steps = list(_next_steps(line)) if line.customer else []
    for step in steps:
        yield _finding(line, Act.NEXT_STEP, step, _SURE)
    for cue, hit, place in line.heard:
        if cue in _ACTS and _meant(line, lexicon, cue, hit, steps):
            sure = _LESS_SURE if cue is Cue.PERHAPS_REFLECTING else _SURE
            yield _finding(line, _ACTS[cue], place, sure)


def _meant(
    line: _Line, lexicon: ReplyLexicon, cue: Cue, hit: Place, steps: Sequence[Place]
) -> bool:
    """Is it the act, where it stands? Before the customer's first word only a signpost is."""
    if cue is Cue.SIGNPOSTING:  # what comes after the call, or a length of time, is none
        return not _any_overlap(hit, [*steps, *line.hits(Cue.TIME)])
    if cue is Cue.PERHAPS_REFLECTING:
        return bool(echoed(line.talk.text[slice(*hit)], line.customer, (), (), lexicon))
    return bool(line.customer)


def _next_steps(line: _Line) -> Iterator[Place]:
    """A step with the time that stands next to it."""
    times = line.hits(Cue.TIME)
    for step in line.hits(Cue.STEP):
        close = [time for time in times if _close(line.talk, step, time)]
        if close:
            yield _together(line.talk, step, close[0])


def _together(talk: Talk, step: Place, time: Place) -> Place:
    """Both, where one sentence holds them; else the step alone."""
    start, end = sentence_around(talk.text, *step)
    if start <= time[0] < end:
        return min(step[0], time[0]), max(step[1], time[1])
    return step


def _close(talk: Talk, step: Place, time: Place) -> bool:
    between = talk.text[min(step[1], time[1]) : max(step[0], time[0])]
    return near(talk, step, [time]) and len(between.split()) <= _WITHIN


def _any_overlap(place: Place, others: Sequence[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)


def _finding(line: _Line, act: Act, place: Place, confidence: float) -> Finding:
    _, sentence_end = sentence_around(line.talk.text, place[0], place[0] + 1)
    start, end = line.talk.written((place[0], min(place[1], sentence_end)))
    return Finding(
        act=act,
        segment=line.segment.index,
        start=start,
        end=end,
        quote=line.segment.text[start:end],
        confidence=confidence,
        reason=f"reasons.{act}_heard",
    )
