"""All that is said about one draft, in the order in which it matters to the customer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from training_modules.model import Drill, Task
from training_modules.spelling import Misspelling
from training_modules.spelling.lists import is_dialect, words_of
from training_modules.writing import content, orthography, style
from training_modules.writing.content import Reply
from training_modules.writing.notes import Note, Point, noted
from training_modules.writing.style import House

# Ten of a hundred points at most are the language's; the rest is what the customer gets.
SLIP_COSTS = 2
SLIPS_COST_AT_MOST = 10
MOST_NOTES = 200  # nobody reads more; a draft of nothing but "! ! !" would have thousands
MOST_NOTES = 40
SPOKEN_FROM = 2  # words of a dialect make a draft a spoken one
_ORDER = (
    "act_insult", "act_blame", "act_arguing", "avoid", "act_avoid", "act_refusal",
    "missing_apology", "missing_questions", "missing_cues", "who_when", "vague_time",
    "missing_step", "nobody", "missing_ownership", "missing_issue", "missing_act", "act_promise",
    "missing_greeting", "missing_close",
)  # fmt: skip
_KINDS = ("content", "spelling", "orthography", "style")
# Where two notes lie on the same letters, the one that knows more stands.
_SURER = ("content", "orthography", "style", "spelling")


@dataclass(frozen=True, slots=True)
class Feedback:
    """`score` is 0 to 100; `spelling_checked` is False where no dictionary could be asked."""

    notes: tuple[Note, ...]
    points: tuple[Point, ...]
    score: int
    words: int
    spelling_checked: bool

    @property
    def met(self) -> int:
        return sum(point.met for point in self.points)


def give(
    about: Task | Drill, reply: Reply, house: House, misspelt: Sequence[Misspelling] | None
) -> Feedback:
    """Feedback on one reply; `misspelt` is None where spelling was not checked."""
    points = content.points_of(about, reply)
    found = [
        *content.notes(points, reply),
        *(orthography.find(reply.text) if reply.language == "ar" else ()),
        *_spelling(reply.text, misspelt or ()),
        *style.find(reply.folded, house),
    ]
    if reply.language == "ar" and _is_spoken(about, reply.text):
        found = [_as_polish(note) for note in found]
    notes = sorted(_without_doubles(found), key=_weight)
    return Feedback(
        notes=tuple(notes[:MOST_NOTES]),
        points=points,
        score=score(points, notes),
        words=len(reply.text.split()),
        spelling_checked=misspelt is not None,
    )


def score(points: Sequence[Point], notes: Iterable[Note]) -> int:
    """The share of the points that are met, less a little for slips of the pen."""
    share = 100 * sum(point.met for point in points) / len(points)
    slips = sum(note.kind in ("spelling", "orthography") and not note.soft for note in notes)
    return max(0, round(share - min(SLIPS_COST_AT_MOST, SLIP_COSTS * slips)))


def _is_spoken(about: Task | Drill, text: str) -> bool:
    """A dialect has no one spelling, and no list has all its words: nothing of it may cost."""
    asked_for = isinstance(about, Drill) and about.dialect != "msa"
    heard = {word.bare for word in words_of(text, "ar") if is_dialect(word.text)}
    return asked_for or len(heard) >= SPOKEN_FROM


def _as_polish(note: Note) -> Note:
    return replace(note, soft=True) if note.kind in ("spelling", "orthography") else note


def _spelling(text: str, misspelt: Sequence[Misspelling]) -> Iterable[Note]:
    for one in misspelt:
        rule = f"grammar_{one.rule}" if one.kind == "grammar" else "misspelt"
        yield noted("spelling", rule, text, (one.start, one.end), *one.better)


def _without_doubles(notes: Iterable[Note]) -> list[Note]:
    """One note for the same letters: the surer kind's, the longer one."""
    kept: list[Note] = []
    for note in sorted(notes, key=lambda note: (_SURER.index(note.kind), _length(note))):
        if not any(_same_place(note, other) for other in kept):
            kept.append(note)
        if len(kept) == MOST_NOTES:
            break
    return kept


def _same_place(one: Note, other: Note) -> bool:
    """Language notes never share letters; a slip inside a sentence that is noted still counts."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    overlap = one.start < other.end and other.start < one.end
    nested = other.kind == "content" and one.kind != "content" and _length(one) > _length(other)
    return overlap and not nested


def _length(note: Note) -> int:
    return (note.start or 0) - (note.end or 0)


def _weight(note: Note) -> tuple[bool, int, int, int]:
    rank = _ORDER.index(note.rule) if note.rule in _ORDER else len(_ORDER)
    return note.soft, _KINDS.index(note.kind), rank, note.start or 0
