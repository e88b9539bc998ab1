"""What each piece of evidence was: the call with its card, the quiz with what was missed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services import modules
from services.errors import NotFound
from storage.evidence import Piece
from storage.records import Call, StoredCard
from storage.store import Work
from training_modules.model import Module, Text


@dataclass(frozen=True, slots=True)
class Basis:
    """One piece of evidence: a call with its card, or something learned.

    `title` is that of the module, the scenario or the task; `missed` are the questions of a quiz
    that were not answered right.
    """

    piece: Piece
    call: Call | None = None
    card_id: int | None = None
    title: Text | None = None
    missed: tuple[Text, ...] = ()

    @property
    def number(self) -> int:
        """17 of "run:17"; 0, which nothing has, for anything else."""
        number = self.piece.source.partition(":")[2]
        return int(number) if number.isdecimal() else 0


def is_private(piece: Piece) -> bool:
    """A practice quiz counts, and is the learner's own."""
    return piece.detail.get("mode") == "practise"


def bases(work: Work, pieces: Sequence[Piece]) -> tuple[Basis, ...]:
    evaluations = {piece.evaluation_id for piece in pieces if piece.evaluation_id}
    cards = work.cards.of_evaluations(evaluations)
    calls = work.calls.of_ids(card.call_id for card in cards.values())
    known = modules.published_in(work)
    return tuple(_basis(work, piece, cards, calls, known) for piece in pieces)


def _basis(
    work: Work,
    piece: Piece,
    cards: Mapping[int, StoredCard],
    calls: Mapping[int, Call],
    known: Mapping[str, Module],
) -> Basis:
    if piece.kind == "call":
        return _call_basis(piece, cards, calls)
    if piece.kind == "quiz":
        return _quiz_basis(work, piece)
    return Basis(piece, title=_title_of(piece, known))


def _call_basis(piece: Piece, cards: Mapping[int, StoredCard], calls: Mapping[int, Call]) -> Basis:
    card = cards.get(piece.evaluation_id or 0)
    if card is None:
        return Basis(piece)
    return Basis(piece, call=calls.get(card.call_id), card_id=card.card_id)


def _quiz_basis(work: Work, piece: Piece) -> Basis:
    """With the questions as they were drawn then."""
    known = Basis(piece)
    attempt = work.attempts.find(known.number)
    if attempt is None:
        return known
    try:
        module = modules.of_version_in(work, attempt.module_id, attempt.module_version)
    except NotFound:
        return known
    answers = work.attempts.answers(attempt.attempt_id)
    wrong = {answer.question_id for answer in answers if answer.share < 1}
    return Basis(piece, title=module.title, missed=tuple(_stems(module, piece.skill_id, wrong)))


def _stems(module: Module, skill_id: str, wrong: set[str]) -> Iterator[Text]:
    for question in module.questions:
        if question.id in wrong and question.skill == skill_id:
            yield question.stem


def _title_of(piece: Piece, known: Mapping[str, Module]) -> Text | None:
    """Of the scenario or task, as it is published now; its id starts with its module's."""
    subject = str(piece.detail.get("subject") or piece.detail.get("scenario_id") or "")
    module = known.get(subject.partition(".")[0])
    if module is None:
        return None
    scenarios = {scenario.id: scenario.title for scenario in module.scenarios}
    titles = scenarios | {task.id: task.title for task in module.tasks}
    return titles.get(subject, module.title)
