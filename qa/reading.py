"""A transcript read once: every line folded, its anchors found, its place in the call known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.language import pipeline
from qa.lexicon import Lexicon, Phrase, Rule, load_lexicon
from qa.model import Act, Channel, Segment, Speaker, Transcript
from qa.normalise import Folded, fold

OPENING_TURNS = 3
OPENING_LINES = 6  # a recogniser may cut one turn into many segments
CLOSING_TURNS = 6
CUSTOMER_CUES = frozenset({Act.TROUBLE, Act.CUT_OFF})


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's phrase, at offsets of the line's folded text."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One segment; `turn` counts the runs of its speaker, from 0 and from the end (-1)."""

    segment: Segment
    folded: Folded
    hits: tuple[Hit, ...]
    turn: int
    turn_from_end: int = 0
    ordinal: int = 0  # how many lines of this speaker came before

    @property
    def text(self) -> str:
        return self.folded.text

    def hits_of(self, act: Act) -> Iterator[Hit]:
        return (hit for hit in self.hits if hit.rule.act is act)


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines, with the agent's and the customer's apart where the speakers are known."""

    lexicon: Lexicon
    channel: Channel
    lines: tuple[Line, ...]
    speakers_known: bool

    @property
    def agent_lines(self) -> tuple[Line, ...]:
        return self._lines_of(Speaker.AGENT)

    @property
    def customer_lines(self) -> tuple[Line, ...]:
        return self._lines_of(Speaker.CUSTOMER)

    @property
    def opening(self) -> tuple[Line, ...]:
        """The agent's first three turns."""
        return tuple(
            line
            for line in self.agent_lines
            if line.turn < OPENING_TURNS and line.ordinal < OPENING_LINES
        )

    @property
    def closing(self) -> tuple[Line, ...]:
        """The agent's last turns."""
        return tuple(line for line in self.agent_lines if line.turn_from_end >= -CLOSING_TURNS)

    def rest_of_turn(self, line: Line) -> tuple[Line, ...]:
        """What the same speaker says in the same breath, this line included, from it onwards."""
        following = []
        for other in self.lines[line.segment.index :]:
            if other.segment.speaker is not line.segment.speaker:
                break
            following.append(other)
        return tuple(following)

    def answer_to(self, line: Line) -> Line | None:
        """The first line of the other speaker after this one."""
        following = self.lines[line.segment.index + 1 :]
        return next((o for o in following if o.segment.speaker is not line.segment.speaker), None)

    def _lines_of(self, speaker: Speaker) -> tuple[Line, ...]:
        if not self.speakers_known:
            return self.lines
        return tuple(line for line in self.lines if line.segment.speaker is speaker)


def read(transcript: Transcript) -> Reading:
    """Find every anchor phrase; spaCy's memory is given back before this returns."""
    lexicon = load_lexicon(transcript.language)
    segments = tuple(replace(s, index=i) for i, s in enumerate(transcript.segments))
    known = all(segment.speaker is not Speaker.UNKNOWN for segment in segments)
    with pipeline(transcript.language).memory_zone():
        lines = tuple(_number_turns(_read_line(lexicon, segment) for segment in segments))
    return Reading(lexicon, transcript.channel, _number_from_end(lines), known)


def _read_line(lexicon: Lexicon, segment: Segment) -> Line:
    folded = fold(segment.text)
    doc = pipeline(lexicon.language).make_doc(folded.text)
    strings = doc.vocab.strings
    phrases = {strings[key]: None for key, _, _ in lexicon.matcher(doc)}  # in order, once each
    hits = (hit for key in phrases for hit in _hits(lexicon.phrases[key], folded.text))
    return Line(segment, folded, tuple(hit for hit in hits if _stands(hit, segment)), turn=0)


def _hits(phrase: Phrase, text: str) -> Iterator[Hit]:
    for match in phrase.pattern.finditer(text):
        yield Hit(phrase.rule, match.start(), match.start() + len(match[0].rstrip()))


def _stands(hit: Hit, segment: Segment) -> bool:
    """A cue of the customer counts in the customer's words only, an act of the agent in theirs."""
    if segment.speaker is Speaker.UNKNOWN:
        return True
    return (hit.rule.act in CUSTOMER_CUES) == (segment.speaker is Speaker.CUSTOMER)


def _number_turns(lines: Iterator[Line]) -> Iterator[Line]:
    turns: dict[Speaker, int] = {}
    ordinals: dict[Speaker, int] = {}
    before: Speaker | None = None
    for line in lines:
        speaker = line.segment.speaker
        if speaker is not before or speaker is Speaker.UNKNOWN:
            turns[speaker] = turns.get(speaker, -1) + 1
        ordinals[speaker] = ordinals.get(speaker, -1) + 1
        before = speaker
        yield replace(line, turn=turns[speaker], ordinal=ordinals[speaker])


def _number_from_end(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    last = {line.segment.speaker: line.turn for line in lines}
    return tuple(
        replace(line, turn_from_end=line.turn - last[line.segment.speaker] - 1) for line in lines
    )
