"""The daily review: cards of what was read and questions that were missed, when they are due.

The day is that of `now`'s own time zone. Ten cards a day are enough; nothing pads a short day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from qa.normalise import fold_text
from services import modules
from services.access import Act, require
from services.errors import Invalid, NotFound, Refused
from services.written import clean
from storage.records import Account
from storage.reviews import ReviewCard, Reviewed
from storage.store import Store, Work
from training_modules import quiz
from training_modules.catalog import question_version
from training_modules.model import Module, Question, Text
from training_modules.review import first_placed, placed_again

FEWEST, MOST = 5, 10
SECONDS_A_CARD = 30
FUZZ = True  # tests turn it off
LONGEST_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card to be asked; `token` stands for this very time it is due."""

    question: Question
    module_title: Text
    token: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Today's cards, the most overdue first; `next_at`: when the next one comes after them."""

    due: tuple[DueCard, ...]
    answered_today: int
    right_today: int
    missed_lately: int  # of the due ones: wrong the last time, or missed in a quiz
    next_at: datetime | None

    @property
    def is_short(self) -> bool:
        return 0 < len(self.due) + self.answered_today < FEWEST

    @property
    def minutes(self) -> int:
        return max(1, round(len(self.due) * SECONDS_A_CARD / 60)) if self.due else 0


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to a card, in the form its question's type asks for."""

    question_id: str
    token: str
    answer: Any
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer was worth, and when the card comes back."""

    question: Question
    module_title: Text
    right: bool
    answer: Any
    token: str
    comes_back_at: datetime


def add_missed(
    work: Work, agent_id: int, module: Module, question_ids: Sequence[str], now: datetime
) -> None:
    """Questions answered wrongly in a quiz; one that is being reviewed already is due again."""
    known = {question.id for question in module.questions}
    wanted = [question_id for question_id in dict.fromkeys(question_ids) if question_id in known]
    work.reviews.lock(agent_id)
    cards = work.reviews.cards(agent_id, wanted)
    new = [_new_card(agent_id, module, wanted_id, now) for wanted_id in wanted]
    work.reviews.add_all([card for card in new if card.question_id not in cards])
    for card in cards.values():
        if card.due_at > now:
            missed = {**card.state, "right": False} if card.state else {}
            work.reviews.save(
                replace(card, due_at=now, module_version=module.version, state=missed)
            )


def add_cards(work: Work, agent_id: int, module: Module, now: datetime) -> None:
    """The module's review cards, each once."""
    work.reviews.lock(agent_id)
    had = work.reviews.cards(agent_id, [card.id for card in module.cards])
    new = [_new_card(agent_id, module, card.id, now) for card in module.cards]
    work.reviews.add_all([card for card in new if card.question_id not in had])


def queue(store: Store, actor: Account, now: datetime) -> Queue:
    """What is left of today's cards."""
    require(actor, Act.LEARN)
    start = datetime.combine(now.date(), time.min, tzinfo=now.tzinfo)
    end = start + timedelta(days=1)
    with store.reading() as work:
        answered = work.reviews.since(actor.account_id, start)
        room = max(0, MOST - len(answered))
        cards = work.reviews.due(actor.account_id, end - timedelta(microseconds=1), room)
        next_at = work.reviews.next_due(actor.account_id, end - timedelta(microseconds=1))
    return Queue(
        due=tuple(_due(store, card) for card in cards),
        answered_today=len(answered),
        right_today=sum(one.right for one in answered),
        missed_lately=sum(_was_missed(card) for card in cards),
        next_at=next_at,
    )


def answer(store: Store, actor: Account, given: Given, now: datetime) -> Answered:
    """Grade it from the version it was asked from; sent twice, the first one counts."""
    require(actor, Act.LEARN)
    given = replace(given, answer=_storable(given.answer))
    newest = modules.published(store)
    with store.reading() as work:
        card = work.reviews.card(actor.account_id, given.question_id)
    if card is None:
        raise NotFound
    asked_from = modules.of_version(store, card.module_id, card.module_version)
    with store.transaction() as work:
        work.reviews.lock(actor.account_id)
        kept = work.reviews.find(given.token)
        if kept is None:
            kept = _graded(_still_asked(work, card, given.token), asked_from, given, now)
            work.reviews.add(kept)
            work.reviews.save(_moved(card, kept, newest.get(card.module_id), now))
        after = work.reviews.card(actor.account_id, given.question_id)
    return answered_in(store, kept, after or card)


def _storable(answer: Any) -> Any:
    """What was typed, masked; choices are ids and stay as they are."""
    if not isinstance(answer, str):
        return answer
    if len(answer) > quiz.LONGEST_TEXT:
        raise Invalid("answer_too_long")
    return clean(answer)


def _new_card(agent_id: int, module: Module, question_id: str, now: datetime) -> ReviewCard:
    placed = first_placed(now)
    return ReviewCard(
        agent_id=agent_id,
        question_id=question_id,
        module_id=module.module_id,
        module_version=module.version,
        due_at=placed.due_at,
        added_at=now,
        state=placed.state,
    )


def _due(store: Store, card: ReviewCard) -> DueCard:
    module = modules.of_version(store, card.module_id, card.module_version)
    question = _question(module, card.question_id)
    return DueCard(question, module.title, _token(card))


def _token(card: ReviewCard) -> str:
    """The same for every tab that shows this card at this time."""
    name = f"{card.agent_id} {card.question_id} {card.due_at.isoformat()}"
    return hashlib.sha256(name.encode()).hexdigest()


def _was_missed(card: ReviewCard) -> bool:
    """A question of a quiz is here because it was missed; a card since its last answer."""
    last_right = card.state.get("right")
    return not last_right if last_right is not None else ".q" in card.question_id


def _still_asked(work: Work, card: ReviewCard, token: str) -> ReviewCard:
    """The card as it is now; a page from before its last answer asks for nothing any more."""
    now_kept = work.reviews.card(card.agent_id, card.question_id)
    if now_kept is None or _token(now_kept) != token:
        raise Refused("review_outdated")
    return now_kept


def _graded(card: ReviewCard, module: Module, given: Given, now: datetime) -> Reviewed:
    question = _question(module, card.question_id)
    return Reviewed(
        agent_id=card.agent_id,
        question_id=card.question_id,
        question_version=question_version(question),
        right=is_right(question, given.answer),
        milliseconds=max(0, min(given.milliseconds, LONGEST_MS)),
        reviewed_at=now,
        token=given.token,
        answer={"given": given.answer, "module_version": card.module_version},
    )


def is_right(question: Question, answer: Any) -> bool:
    """Invalid where it is no answer to this question at all."""
    try:
        return quiz.grade(question, answer, fold_text).right
    except quiz.AnswerUnreadable as error:
        raise Invalid(error.code) from error


def _moved(card: ReviewCard, kept: Reviewed, newest: Module | None, now: datetime) -> ReviewCard:
    """To its next day, and on to the newest version that still has the question."""
    placed = placed_again(card.state, right=kept.right, now=now, fuzz=FUZZ)
    moved = replace(card, due_at=placed.due_at, state=placed.state)
    if newest and any(question.id == card.question_id for question in _questions(newest)):
        return replace(moved, module_version=newest.version)
    return moved


def answered_in(store: Store, kept: Reviewed, card: ReviewCard) -> Answered:
    """The answer as it was given, beside the question as it was asked."""
    module = modules.of_version(store, card.module_id, str(kept.answer["module_version"]))
    return Answered(
        question=_question(module, kept.question_id),
        module_title=module.title,
        right=kept.right,
        answer=kept.answer["given"],
        token=kept.token,
        comes_back_at=card.due_at,
    )


def _question(module: Module, question_id: str) -> Question:
    """NotFound where the module does not have it."""
    for question in _questions(module):
        if question.id == question_id:
            return question
    raise NotFound


def _questions(module: Module) -> tuple[Question, ...]:
    return (*module.cards, *module.questions)
