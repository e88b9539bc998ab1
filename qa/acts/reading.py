"""A transcript read once: every line folded, its anchors found, its place in the call known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from qa.acts.spotting import spotted
from qa.disguise import Disguised, read_through
from qa.lexicon import Lexicon, Phrase, Rule, load_lexicon
from qa.model import Act, Channel, Language, Segment, Speaker, Transcript
from qa.normalise import Folded

OPENING_TURNS = 3
OPENING_LINES = 6  # a recogniser may cut one turn into many segments
CLOSING_TURNS = 6
_NEAR = 30  # lines; what comes later is neither the same breath nor the answer
_ONE_LOADER = Lock()
CUSTOMER_CUES = frozenset({Act.TROUBLE, Act.CUT_OFF})


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's phrase, at offsets of the line's folded text."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One segment, read through its disguises; `turn` counts the runs of its speaker, from 0 and
    from the end (-1)."""

    segment: Segment
    folded: Folded
    hits: tuple[Hit, ...]
    turn: int
    turn_from_end: int
    ordinal: int  # how many lines of this speaker came before
    disguised: tuple[Disguised, ...] = ()

    @property
    def text(self) -> str:
        return self.folded.text

    def hits_of(self, act: Act) -> Iterator[Hit]:
        return (hit for hit in self.hits if hit.rule.act is act)


@dataclass(frozen=True)
class Reading:
    """All lines, with the agent's and the customer's apart where the speakers are known."""

    lexicon: Lexicon
    channel: Channel
    lines: tuple[Line, ...]
    speakers_known: bool

    @cached_property
    def agent_lines(self) -> tuple[Line, ...]:
        return self._lines_of(Speaker.AGENT)

    @cached_property
    def customer_lines(self) -> tuple[Line, ...]:
        return self._lines_of(Speaker.CUSTOMER)

    @cached_property
    def opening(self) -> tuple[Line, ...]:
        """The agent's first three turns."""
        return tuple(
            line
            for line in self.agent_lines
            if line.turn < OPENING_TURNS and line.ordinal < OPENING_LINES
        )

    @cached_property
    def closing(self) -> tuple[Line, ...]:
        """The agent's last turns."""
        return tuple(line for line in self.agent_lines if line.turn_from_end >= -CLOSING_TURNS)

    def rest_of_turn(self, line: Line) -> tuple[Line, ...]:
        """What the same speaker says in the same breath, this line included, from it onwards."""
        following = []
        for index in self._near(line):
            if self.lines[index].segment.speaker is not line.segment.speaker:
                break
            following.append(self.lines[index])
        return tuple(following)

    def answer_to(self, line: Line) -> Line | None:
        """The first line of the other speaker after this one."""
        for index in self._near(line)[1:]:
            if self.lines[index].segment.speaker is not line.segment.speaker:
                return self.lines[index]
        return None

    def _near(self, line: Line) -> range:
        index = line.segment.index
        return range(index, min(index + _NEAR, len(self.lines)))

    def _lines_of(self, speaker: Speaker) -> tuple[Line, ...]:
        if not self.speakers_known:
            return self.lines
        return tuple(line for line in self.lines if line.segment.speaker is speaker)


def read(transcript: Transcript) -> Reading:
    """Find every anchor phrase; nothing of what was said stays in spaCy's memory."""
    lexicon = _load(transcript.language)
    segments = tuple(
        segment if segment.index == index else replace(segment, index=index)
        for index, segment in enumerate(transcript.segments)
    )
    known = all(segment.speaker is not Speaker.UNKNOWN for segment in segments)
    turns, ordinals = _turns(segments), _ordinals(segments)
    last = {segment.speaker: turn for segment, turn in zip(segments, turns, strict=True)}
    plain = [read_through(segment.text) for segment in segments]
    phrases = spotted(lexicon, (undone.folded.text for undone in plain))
    lines = tuple(
        Line(
            segment=segment,
            folded=undone.folded,
            hits=tuple(_hits(near, segment, undone.folded)),
            turn=turn,
            turn_from_end=turn - last[segment.speaker] - 1,
            ordinal=ordinal,
            disguised=undone.words,
        )
        for segment, undone, near, turn, ordinal in zip(
            segments, plain, phrases, turns, ordinals, strict=True
        )
    )
    return Reading(lexicon, transcript.channel, lines, known)


def _load(language: Language) -> Lexicon:
    with _ONE_LOADER:
        return load_lexicon(language)


def _hits(near: Iterable[Phrase], segment: Segment, folded: Folded) -> Iterator[Hit]:
    for phrase in near:
        if _may_say(segment.speaker, phrase.rule):
            for match in phrase.pattern.finditer(folded.text):
                yield Hit(phrase.rule, match.start(), match.start() + len(match[0].rstrip()))


def _may_say(speaker: Speaker, rule: Rule) -> bool:
    """A cue of the customer counts in the customer's words only, an act of the agent in theirs."""
    if speaker is Speaker.UNKNOWN:
        return True
    return (rule.act in CUSTOMER_CUES) == (speaker is Speaker.CUSTOMER)


def _turns(segments: Sequence[Segment]) -> list[int]:
    """The number of its speaker's run for each segment; unknown speakers always start a new one."""
    turns: list[int] = []
    counts: dict[Speaker, int] = {}
    for index, segment in enumerate(segments):
        speaker = segment.speaker
        same = index > 0 and segments[index - 1].speaker is speaker is not Speaker.UNKNOWN
        counts[speaker] = counts.get(speaker, -1) + (not same)
        turns.append(counts[speaker])
    return turns


def _ordinals(segments: Sequence[Segment]) -> list[int]:
    """How many segments of the same speaker came before each."""
    counts: Counter[Speaker] = Counter()
    ordinals = []
    for segment in segments:
        ordinals.append(counts[segment.speaker])
        counts[segment.speaker] += 1
    return ordinals
