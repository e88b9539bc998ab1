"""What a reply owes its customer, point by point, from what the engine heard in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training_modules.catalog import Phrase
from training_modules.model import Drill, Task
from training_modules.writing.data import listed
from training_modules.writing.notes import Note, Point, Stretch, noted
from training_modules.writing.phrases import Folded

# Act or "cue:<name>" -> where it stands; the engine's words, as plain values.
Heard = Mapping[str, Sequence[Stretch]]

HARMFUL = ("insult", "blame", "arguing", "refusal", "promise", "avoid")
_CLAUSE_END = re.compile(r"\s*(?:[.,;:!?،؛؟\n]|$)")
_CUE = "cue:"
_COUNTED = frozenset({"questions", "cues"})
_OPENING = 140  # characters in which a greeting by name is looked for
_CLOSES = ("farewell", "anything_else", "thanks")


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft as it is judged: folded once, what was heard in it, what is better not said."""

    folded: Folded
    language: str
    heard: Heard
    phrases: Sequence[Phrase] = ()

    @property
    def text(self) -> str:
        return self.folded.written

    def spans(self, *acts: str) -> tuple[Stretch, ...]:
        return tuple(sorted(span for act in acts for span in self.heard.get(act, ())))


def question_cues(task: Task, language: str) -> dict[str, tuple[str, ...]]:
    """A cue for each of the customer's questions: "q1", "q2" …"""
    asked = enumerate(task.questions, start=1)
    return {f"q{number}": question.cues.of(language) for number, question in asked}


def points_of(about: Task | Drill, reply: Reply) -> tuple[Point, ...]:
    return task_points(about, reply) if isinstance(about, Task) else drill_points(about, reply)


def task_points(task: Task, reply: Reply) -> tuple[Point, ...]:
    """Up to eight points; an apology is only owed for our own fault."""
    return tuple(
        point
        for point in (
            _greeting(task.customer.of(reply.language), reply),
            _shown("issue", reply.spans("echo")),
            _shown("apology", reply.spans("apology")) if task.at_fault else None,
            _shown("ownership", reply.spans("ownership")),
            _shown("step", reply.spans("next_step")),
            _questions(task, reply) if task.questions else None,
            _close(reply),
            Point("avoid", int(not any(_harmful(reply))), 1),
        )
        if point
    )


def drill_points(drill: Drill, reply: Reply) -> tuple[Point, ...]:
    """Each act the drill wants, the case's own cues together, and one for what it shuns."""
    acts = [name for name in drill.wants if not name.startswith(_CUE)]
    cues = [reply.spans(name) for name in drill.wants if name.startswith(_CUE)]
    wanted = tuple(_shown(f"act:{name}", reply.spans(name)) for name in acts)
    of_case = (_counted("cues", cues),) if cues else ()
    shunned = any(_harmful(reply)) or any(reply.spans(name) for name in drill.shuns)
    return (*wanted, *of_case, Point("avoid", int(not shunned)))


def notes(points: Sequence[Point], reply: Reply) -> Iterator[Note]:
    """What is better not said, what stays open, and what is missing altogether."""
    yield from _harmful(reply)
    lists = listed("content")
    unmet = [point for point in points if not point.met]
    vague = [at for _, at in reply.folded.find(lists["vague_time"][reply.language])]
    yield from _open_ends(reply, vague, nobody_does=_lacks_owner(unmet))
    for point in unmet:
        if point.name != "avoid" and not (point.name == "step" and vague):
            yield _missing(point)


def _lacks_owner(unmet: Sequence[Point]) -> bool:
    return any(point.name in ("ownership", "step", "act:ownership", "act:step") for point in unmet)


def _open_ends(reply: Reply, vague: list[Stretch], nobody_does: bool) -> Iterator[Note]:
    """Who does it is left open, or when, or both in one clause."""
    wordings = listed("content")["nobody"][reply.language] if nobody_does else ()
    clauses = [_rest_of_clause(reply.text, at) for _, at in reply.folded.find(wordings)]
    for start, end in clauses:
        timeless = any(start <= at[0] < end for at in vague)
        rule = "who_when" if timeless else "nobody"
        yield noted("content", rule, reply.text, (start, end))
    for at in vague:
        if not any(start <= at[0] < end for start, end in clauses):
            yield noted("content", "vague_time", reply.text, at)


def _rest_of_clause(text: str, at: Stretch) -> Stretch:
    found = _CLAUSE_END.search(text, at[1])
    return at[0], found.start() if found else len(text)


def _missing(point: Point) -> Note:
    rule, _, name = point.name.partition(":")
    params = {"name": name} if name else {}
    if point.name in _COUNTED:
        params = {"done": str(point.done), "of": str(point.of)}
    return Note("content", f"missing_{rule}", params=params)


def _shown(name: str, spans: tuple[Stretch, ...]) -> Point:
    return Point(name, int(bool(spans)), 1, spans)


def _greeting(customer: str, reply: Reply) -> Point:
    """By name: one of the customer's names among the first words."""
    names = [name for name in customer.split() if len(name) > 1]
    named = [at for _, at in reply.folded.find(names) if at[0] < _OPENING]
    greeted = [at for at in reply.spans("greeting") if at[0] < _OPENING]
    spans = (*greeted, *named[:1]) if greeted and named else ()
    return _shown("greeting", tuple(spans))


def _questions(task: Task, reply: Reply) -> Point:
    cues = question_cues(task, reply.language)
    return _counted("questions", [reply.spans(f"{_CUE}{name}") for name in cues])


def _counted(name: str, parts: Sequence[tuple[Stretch, ...]]) -> Point:
    """Met when every part was found somewhere; each part's first place is shown."""
    found = tuple(spans[0] for spans in parts if spans)
    return Point(name, len(found), len(parts), found)


def _close(reply: Reply) -> Point:
    """A farewell, thanks, an offer of more help, or a written closing in the second half."""
    half = len(reply.text) // 2
    closings = reply.folded.find(listed("content")["closings"][reply.language])
    spans = [*reply.spans(*_CLOSES), *(at for _, at in closings)]
    return _shown("close", tuple(sorted(at for at in spans if at[0] >= half)))


def _harmful(reply: Reply) -> Iterator[Note]:
    """Listed phrases first, for they say why and what to write; then what the engine hears."""
    taken: list[Stretch] = []
    for phrase in reply.phrases:
        for _, stretch in reply.folded.find(phrase.of(reply.language)):
            taken.append(stretch)
            start, end = stretch
            quote = reply.text[start:end]
            yield Note("content", "avoid", start, end, quote, params={"phrase": phrase.id})
    for act in HARMFUL:
        for stretch in reply.spans(act):
            if not any(stretch[0] < end and start < stretch[1] for start, end in taken):
                taken.append(stretch)
                yield noted("content", f"act_{act}", reply.text, stretch)
