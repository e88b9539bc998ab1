"""The daily review: one card after the other, each told at once, until the day's are done."""

import streamlit as st

from services import reviewed, reviews
from services.access import Act, can
from services.errors import NotFound, Refused, ServiceError
from services.reviews import Answered, DueCard, Given, Queue
from storage.records import Account
from training_modules.model import Question
from ui import quiz, resources, review, state, text
from ui.quiz import Pressed, Sitting

TOLD = "review.told"  # the token of the card whose explanation is on the screen
ERROR, TRIES, REPORTED = "review.error", "review.tries", "review.reported"


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LEARN):
        text.draw_refused()
        return
    queue = reviews.queue(resources.store(), actor, state.local_now())
    answered = _told(actor)
    if answered is not None:
        _draw_told(answered, queue)
    elif queue.due:
        _draw_card(queue.due[0], queue)
    else:
        review.draw_end(queue, state.local_now())


def _told(actor: Account) -> Answered | None:
    token = state.recall(TOLD)
    if token is None:
        return None
    try:
        return reviewed.told(resources.store(), actor, token)
    except NotFound:
        return None


def _draw_card(card: DueCard, queue: Queue) -> None:
    pressed = review.draw_card(card, queue, _sitting(card.token))
    if pressed.answer is not None:
        _try(card, pressed.answer, queue.answered_today)
        st.rerun()
    _others(pressed, card.question, card.token)


def _draw_told(answered: Answered, queue: Queue) -> None:
    sitting = _sitting(answered.token)
    pressed = review.draw_told(answered, queue, sitting, state.local_now())
    if pressed.onward:
        state.remember(TOLD, None)
        st.rerun()
    _others(pressed, answered.question, answered.token)


def _try(card: DueCard, sent: str, position: int) -> None:
    """What is refused is said beside the question; a card of an old page just goes on."""
    try:
        answer(card, sent, position)
    except ServiceError as error:
        state.remember(ERROR, error.code)
        state.remember(TRIES, str(int(state.recall(TRIES) or "0") + 1))
    else:
        state.remember(ERROR, None)
        state.remember(TOLD, card.token)


def answer(card: DueCard, sent: str, position: int) -> None:
    """Keep the answer to this card; one meant for another place of the day is for another card."""
    meant_for, given, milliseconds = quiz.read_answer(sent)
    if meant_for != position:
        raise Refused("review_outdated")
    reviews.answer(
        resources.store(),
        state.actor(),
        Given(card.question.id, card.token, given, milliseconds),
        state.now(),
    )


def _others(pressed: Pressed, question: Question, token: str) -> None:
    if pressed.back:
        state.go_to("home")
    if pressed.report is not None:
        try:
            report(question, pressed.report)
        except ServiceError as error:
            state.remember(ERROR, error.code)
        else:
            state.remember(REPORTED, token)
        st.rerun()


def report(question: Question, note: str) -> None:
    """Keep what somebody found wrong with the question."""
    reviewed.report_question(resources.store(), state.actor(), question, note, state.now())


def _sitting(token: str) -> Sitting:
    error = state.recall(ERROR)
    return Sitting(
        position=0,
        error=text.say_error(error) if error else "",
        tries=int(state.recall(TRIES) or "0"),
        reported=state.recall(REPORTED) == token,
    )
