"""The daily review on the screen: a card, what is told of it, and the end of the day's cards."""

from datetime import datetime

import streamlit as st

from services import reviewed
from services.reviews import Answered, DueCard, Queue
from ui import quiz, state, text
from ui.player import Drawn
from ui.quiz import Pressed, Sitting
from ui.quiz_told import told_items, told_summary
from ui.text import say, say_count

NEAR_DAYS = 7  # further away a weekday says too little


def draw_card(card: DueCard, queue: Queue, sitting: Sitting) -> Pressed:
    asked = reviewed.shown(card, state.language())
    facts = _frame(queue, "ask", card.module_title.of(state.language()), sitting) | {
        "id": card.token,
        "last": len(queue.due) == 1,
        "question": quiz.question_facts(asked, card.question),
        "told": None,
    }
    return quiz.draw(facts)


def draw_told(answered: Answered, queue: Queue, sitting: Sitting, now: datetime) -> Pressed:
    """Every choice explained, and when the card comes back."""
    language = state.language()
    asked = reviewed.shown_again(answered, language)
    explained = reviewed.explained(answered, language)
    facts = _frame(queue, "told", answered.module_title.of(language), sitting) | {
        "id": answered.token,
        "last": not queue.due,
        "question": quiz.question_facts(asked, answered.question),
        "told": {
            "items": told_items(answered.question, explained),
            "summary": told_summary(explained),
            "right": answered.right,
            "note": say("review.comes_back", when=coming(answered.comes_back_at, now)),
        },
    }
    return quiz.draw(facts)


def draw_end(queue: Queue, now: datetime) -> None:
    """Nothing is left for today: what was done, and when the next card comes."""
    title = say("review.done") if queue.answered_today else say("review.nothing")
    lines = []
    if queue.answered_today:
        lines.append(say("review.right_of", right=queue.right_today, all=queue.answered_today))
    if queue.next_at is not None:
        lines.append(say("review.next", when=coming(queue.next_at, now)))
    elif not queue.answered_today:
        lines.append(say("review.none_yet"))
    text.draw_title(say("review.title"))
    text.draw_empty(" ".join([title, *lines]))
    with st.container(horizontal=True, key="review-end"):
        if st.button(say("review.to_today"), type="primary"):
            state.go_to("home")
        if st.button(say("review.to_learning")):
            state.go_to("learning")


def coming(at: datetime, now: datetime) -> str:
    """Tomorrow, on Monday, on 24 December."""
    local = at.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days <= 1:
        return say("review.tomorrow" if days == 1 else "review.today")
    if days < NEAR_DAYS:
        return say(f"review.on_weekday_{local.weekday()}")
    return say("review.on_day", day=text.day(at))


def _frame(queue: Queue, phase: str, module: str, sitting: Sitting) -> Drawn:
    """What an asked and a told card share."""
    done = queue.answered_today
    count = done + len(queue.due)
    at = done - 1 if phase == "told" else done
    short = [say("today.why_short")] if queue.is_short else []
    return quiz.frame(say("shell.today"), module, phase) | {
        "position": at,
        "check": True,
        "marks": quiz.progress_marks(at, count),
        "progress": say("quiz.progress", at=at + 1, all=count),
        "rules": None,
        "aside": {
            "title": say("review.title"),
            "text": " ".join([say("review.about"), *short]),
            "counts": _counts(queue),
        },
        "error": sitting.error,
        "tries": sitting.tries,
        "reported": sitting.reported,
    }


def _counts(queue: Queue) -> list[Drawn]:
    if not queue.answered_today:
        return []
    again = queue.answered_today - queue.right_today
    return [
        {"verdict": "met", "text": say_count("quiz.so_far_right", queue.right_today)},
        {"verdict": "not_met", "text": say_count("quiz.so_far_again", again)},
    ]
