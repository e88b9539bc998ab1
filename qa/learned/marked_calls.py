"""The bank as calls: its dialogues whole, its single lines as calls of one line."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qa.acts.reading import Line
from qa.learned.bank import Mark, Utterance
from qa.model import Act, Channel, Segment, Speaker, Transcript

_CHANNELS = {"chat": Channel.CHAT, "email": Channel.EMAIL}


@dataclass(frozen=True, slots=True)
class MarkedCall:
    """A transcript and the marks of each of its segments; `group` wrote it."""

    transcript: Transcript
    marks: dict[int, tuple[Mark, ...]]
    group: str
    is_dialogue: bool


def marked_calls(utterances: Iterable[Utterance]) -> Iterator[MarkedCall]:
    """Every dialogue, and every single line with what the customer said before it."""
    number = 0

    def which(utterance: Utterance) -> int:
        nonlocal number
        number += not utterance.turn  # 0 begins a dialogue, None is a line of its own
        return number

    for _, turns in groupby(utterances, which):
        yield _call(tuple(turns))


def truth(act: Act, line: Line, span: tuple[int, int], marks: Sequence[Mark]) -> bool | None:
    """Is the act marked at this place of the line's folded text? None where that is unclear."""
    clear = None
    for mark in marks:
        if mark.act.split(".")[0] == act.value and _on_it(line, span, mark):
            if not mark.unclear:
                return True
            clear = False
    return None if clear is False else False


def _call(turns: Sequence[Utterance]) -> MarkedCall:
    segments: list[Segment] = []
    marks = {}
    for turn in turns:
        if turn.before:
            segments.append(Segment(len(segments), Speaker.CUSTOMER, turn.before))
        marks[len(segments)] = turn.marks
        segments.append(Segment(len(segments), Speaker.AGENT, turn.text))
    first = turns[0]
    channel = _CHANNELS.get(first.dialect, Channel.VOICE)
    return MarkedCall(
        Transcript(tuple(segments), first.language, channel),
        marks,
        group="/".join(first.file.split("/")[:2]),
        is_dialogue=first.turn is not None,
    )


def _on_it(line: Line, span: tuple[int, int], mark: Mark) -> bool:
    """Do they share 30 % of the shorter one?"""
    source = line.folded.source
    start, end = bisect_left(source, mark.start), bisect_left(source, mark.end)
    shared = min(span[1], end) - max(span[0], start)
    return shared > 0 and shared >= 0.3 * min(span[1] - span[0], end - start)
