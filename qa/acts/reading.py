"""A transcript read once: every line folded, its anchors found, its place in the call known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from qa.acts.phrases import without_clitics
from qa.disguise import Disguised, read_through
from qa.language import doc_of, pipeline, tokens
from qa.lexicon import Lexicon, Rule, load_lexicon
from qa.model import Act, Channel, Language, Segment, Speaker, Transcript
from qa.normalise import Folded

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING_TURNS = 3
OPENING_LINES = 6  # a recogniser may cut one turn into many segments
CLOSING_TURNS = 6
# A memory zone belongs to the whole vocabulary: its end takes the words of another thread away.
_ONE_READER = Lock()
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
        for index in range(line.segment.index, len(self.lines)):
            if self.lines[index].segment.speaker is not line.segment.speaker:
                break
            following.append(self.lines[index])
        return tuple(following)

    def answer_to(self, line: Line) -> Line | None:
        """The first line of the other speaker after this one."""
        for index in range(line.segment.index + 1, len(self.lines)):
            if self.lines[index].segment.speaker is not line.segment.speaker:
                return self.lines[index]
        return None

    def _lines_of(self, speaker: Speaker) -> tuple[Line, ...]:
        if not self.speakers_known:
            return self.lines
        return tuple(line for line in self.lines if line.segment.speaker is speaker)


def read(transcript: Transcript) -> Reading:
    """Find every anchor phrase; spaCy's memory is given back before this returns."""
    lexicon = _load(transcript.language)
    segments = tuple(replace(s, index=i) for i, s in enumerate(transcript.segments))
    known = all(segment.speaker is not Speaker.UNKNOWN for segment in segments)
    turns, ordinals = _turns(segments), _ordinals(segments)
    last = {segment.speaker: turn for segment, turn in zip(segments, turns, strict=True)}
    with _ONE_READER, pipeline(transcript.language).memory_zone():
        lines = tuple(
            Line(
                segment=segment,
                folded=(undone := read_through(segment.text)).folded,
                hits=tuple(_hits(lexicon, segment, undone.folded)),
                turn=turn,
                turn_from_end=turn - last[segment.speaker] - 1,
                ordinal=ordinal,
                disguised=undone.words,
            )
            for segment, turn, ordinal in zip(segments, turns, ordinals, strict=True)
        )
    return Reading(lexicon, transcript.channel, lines, known)


def _load(language: Language) -> Lexicon:
    with _ONE_READER:
        return load_lexicon(language)


def _hits(lexicon: Lexicon, segment: Segment, folded: Folded) -> Iterator[Hit]:
    doc = _anchor_doc(lexicon, folded.text)
    strings = doc.vocab.strings
    for key in {strings[key]: None for key, _, _ in lexicon.matcher(doc)}:  # in order, once each
        phrase = lexicon.phrases[key]
        if _may_say(segment.speaker, phrase.rule):
            for match in phrase.pattern.finditer(folded.text):
                yield Hit(phrase.rule, match.start(), match.start() + len(match[0].rstrip()))


def _anchor_doc(lexicon: Lexicon, text: str) -> "Doc":
    """The words among which anchors are looked for; Arabic ones give up their clitics in it."""
    words = [token[0] for token in tokens(text)]
    if lexicon.language is Language.AR:
        words = [without_clitics(word, lexicon.anchor_words) for word in words]
    return doc_of(lexicon.language, words)


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
