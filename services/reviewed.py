"""A card of the review on the screen: as it is asked, and as it is told once it was answered."""

from datetime import datetime

from qa.normalise import fold_text
from services.access import Act, require
from services.errors import NotFound
from services.reviews import Answered, DueCard, answered_in
from services.written import clean_short
from storage.audit import AuditLine
from storage.records import Account
from storage.store import Store
from training_modules import quiz
from training_modules.model import Question
from training_modules.quiz import Explained, Shown

LONGEST_REPORT = 500


def shown(card: DueCard, language: str) -> Shown:
    """Without its key."""
    return quiz.shown(card.question, language, seed_of(card.token))


def shown_again(answered: Answered, language: str) -> Shown:
    return quiz.shown(answered.question, language, seed_of(answered.token))


def explained(answered: Answered, language: str) -> Explained:
    """Every choice with its verdict and why."""
    seed = seed_of(answered.token)
    return quiz.explained(answered.question, answered.answer, language, seed, fold_text)


def seed_of(token: str) -> int:
    """Choices lie the same way before and after the answer, and another way the next time."""
    return int(token[:8], 16)


def told(store: Store, actor: Account, token: str) -> Answered:
    """What was answered under this token, by the actor."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        kept = work.reviews.find(token)
        card = work.reviews.card(actor.account_id, kept.question_id) if kept else None
    if kept is None or card is None or kept.agent_id != actor.account_id:
        raise NotFound
    return answered_in(store, kept, card)


def report_question(
    store: Store, actor: Account, question: Question, note: str, now: datetime
) -> None:
    """Something is wrong with it: kept in the audit list; the same words once."""
    require(actor, Act.LEARN)
    words = clean_short(note, LONGEST_REPORT)
    with store.transaction() as work:
        card = work.reviews.card(actor.account_id, question.id)
        if card is None:
            raise NotFound
        detail = {"version": card.module_version, "note": words}
        if work.audit.last_detail(actor.account_id, "question.report", question.id) != detail:
            work.audit.add(actor, AuditLine("question.report", question.id, detail), now)
