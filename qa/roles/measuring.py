"""How well speakers are told on conversations that nothing was learned from."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.learned.bank import Utterance
from qa.learned.dialogues import Dialogue, Turn
from qa.model import Channel, Direction, Language, Scorecard, Segment, Speaker, Transcript
from qa.pipeline import Engine
from qa.roles.cutting import Cuts, cut, merge
from qa.roles.hearing import guess, hear
from qa.roles.training import train
from qa.roles.weights import Weights

PROMISED = 10.0  # points by which the score without labels may differ
SHAPES = {
    "whole turns": Cuts(0.0),
    "cut turns": Cuts(0.5),
    "cut everywhere": Cuts(1.0),
    "some merged": Cuts(0.5, merged=0.15),
    "many merged": Cuts(0.0, merged=0.4),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One conversation: the share of its words whose speaker is right, whether the call counts as
    told, and by how many points its score differs from the labelled one (None where untold)."""

    right: float
    points: float | None

    @property
    def broken(self) -> bool:
        return self.points is not None and self.points > PROMISED


def left_out(
    dialogues: Sequence[Dialogue], alone: Sequence[Utterance]
) -> Iterator[tuple[Weights, list[Dialogue]]]:
    """Each group's conversations with weights that were learned from all the others."""
    for group in sorted({dialogue.group for dialogue in dialogues}):
        others = [dialogue for dialogue in dialogues if dialogue.group != group]
        weights = train(others, [one for one in alone if f"/{group}/" not in f"/{one.file}"])
        yield weights, [dialogue for dialogue in dialogues if dialogue.group == group]


def tell(
    dialogue: Dialogue, cuts: Cuts, weights: Weights, scorecard: Scorecard, chance: random.Random
) -> Told:
    """One conversation with its labels, and without them as a recogniser would cut it."""
    pieces = cut(dialogue.turns, cuts, chance)
    segments = merge(pieces, cuts.merged, chance)
    bare = unlabelled(segments, dialogue.language)
    engine = Engine()
    heard = hear(engine, bare, scorecard, weights=weights)
    right = _right(segments, guess(bare, Direction.INBOUND, weights))
    if heard is bare:
        return Told(right, None)
    labelled = engine.evaluate(_labelled(pieces, dialogue.language), scorecard).score.value
    found = engine.evaluate(heard, scorecard).score.value
    if labelled is None or found is None:
        return Told(right, 0.0 if labelled is found else 100.0)
    return Told(right, abs(float(labelled - found)))


def line(title: str, told: Sequence[Told]) -> str:
    """Words right, calls told, and of those the ones whose score differs by too much."""
    known = [one for one in told if one.points is not None]
    broken = sum(one.broken for one in known)
    right = sum(one.right for one in told) / len(told)
    return (
        f"{title:32} {len(told):4} calls  words {right:.1%}  told {len(known) / len(told):.0%}"
        f"  over {PROMISED:.0f} points: {broken} of {len(known)}"
    )


def unlabelled(segments: Iterable[Sequence[Turn]], language: Language) -> Transcript:
    """The words alone, as one channel gives them."""
    texts = (" ".join(turn.text for turn in segment) for segment in segments)
    said = tuple(Segment(i, Speaker.UNKNOWN, text) for i, text in enumerate(texts))
    return Transcript(said, language, Channel.VOICE, notes=("speakers_unknown",))


def _labelled(turns: Sequence[Turn], language: Language) -> Transcript:
    said = tuple(Segment(i, turn.speaker, turn.text) for i, turn in enumerate(turns))
    return Transcript(said, language)


def _right(segments: Iterable[Sequence[Turn]], guessed: Transcript) -> float:
    """Word by word, for a segment of two people may have been parted elsewhere."""
    true = [t.speaker for segment in segments for t in segment for _ in t.text.split()]
    found = [s.speaker for s in guessed.segments for _ in s.text.split()]
    return sum(a is b for a, b in zip(true, found, strict=True)) / len(true)
