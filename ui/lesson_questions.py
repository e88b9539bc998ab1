"""A lesson's questions, tried before reading and answered again after it; nothing of it is kept."""

import json
from typing import Any

import streamlit as st

from services import learning
from services.errors import ServiceError
from services.learning import LessonPage
from training_modules.model import Question
from ui import quiz, resources, state, text
from ui.home import Way, follow
from ui.player import Drawn
from ui.quiz import Pressed
from ui.quiz_told import told_items, told_summary
from ui.text import say


def draw_before(page: LessonPage) -> None:
    """One question after the other, without its key: the explanation comes after reading."""
    asked = _next_of(page, "before")
    if asked is None:
        if page.questions:
            text.draw_message(say("learning.kept"))
        return
    pressed = quiz.draw(_facts(page, asked, "before"))
    if pressed.answer is not None:
        _try(page, asked, "before", pressed.answer)
    _leave(page, pressed)


def draw_after(page: LessonPage) -> None:
    """The same again, each explained at once, with what was answered before reading."""
    told = state.recall(_told_key(page))
    asked = next((one for one in page.questions if one.id == told), None)
    if asked is None:
        asked = _next_of(page, "after")
    if asked is None:
        return
    pressed = quiz.draw(_facts(page, asked, "after", told=asked.id == told))
    if pressed.answer is not None:
        _try(page, asked, "after", pressed.answer)
    if pressed.onward:
        state.remember(_told_key(page), None)
        st.rerun()
    _leave(page, pressed)


def _next_of(page: LessonPage, when: str) -> Question | None:
    open_ones = (one for one in page.questions if state.recall(_key(one, when)) is None)
    return next(open_ones, None)


def _try(page: LessonPage, question: Question, when: str, sent: str) -> None:
    position, given, _ = quiz.read_answer(sent)
    if position != page.questions.index(question):
        st.rerun()  # a second press, meant for the question before this one
    try:
        right = try_question(page, question, given)
    except ServiceError as error:
        state.remember(_error_key(question), error.code)
    else:
        state.remember(_error_key(question), None)
        state.remember(_key(question, when), json.dumps({"given": given, "right": right}))
        if when == "after":
            state.remember(_told_key(page), question.id)
    st.rerun()


def try_question(page: LessonPage, question: Question, given: Any) -> bool:
    """Whether it is right, by the service; asked anew who asks."""
    store, actor = resources.store(), state.actor()
    return learning.try_question(store, actor, page.lesson.id, question.id, given)


def _facts(page: LessonPage, question: Question, when: str, *, told: bool = False) -> Drawn:
    at, count = page.questions.index(question), len(page.questions)
    error = state.recall(_error_key(question))
    name = "learning.try_first" if when == "before" else "learning.try_again"
    chip = say(name)
    back = page.module.title.of(state.language())
    return quiz.frame(back, chip, "told" if told else "ask") | {
        "id": f"{when}/{question.id}",
        "position": at,
        "last": at + 1 == count,
        "check": when == "after",
        "marks": quiz.progress_marks(at, count),
        "progress": say("quiz.progress", at=at + 1, all=count),
        "question": quiz.question_facts(learning.shown(question, state.language()), question),
        "told": _told(question) if told else None,
        "rules": None,
        "aside": {"title": chip, "text": say(f"{name}_why"), "counts": []},
        "error": text.say_error(error) if error else "",
        "tries": 0,
        "reported": False,
        "reports": False,
    }


def _told(question: Question) -> Drawn:
    kept = _kept(question, "after")
    before = _kept(question, "before")
    explained = learning.explained(question, kept["given"], state.language())
    note = ""
    if before:
        note = say("learning.before_right" if before["right"] else "learning.before_wrong")
    return {
        "items": told_items(question, explained),
        "summary": told_summary(explained),
        "right": kept["right"],
        "note": note,
    }


def _kept(question: Question, when: str) -> dict[str, Any]:
    return dict(json.loads(state.recall(_key(question, when)) or "{}"))


def _leave(page: LessonPage, pressed: Pressed) -> None:
    if pressed.back:
        follow(Way("learning", {"module": page.module.module_id}))


def _key(question: Question, when: str) -> str:
    return f"lesson.{when}.{question.id}"


def _told_key(page: LessonPage) -> str:
    return f"lesson.told.{page.lesson.id}"


def _error_key(question: Question) -> str:
    return f"lesson.error.{question.id}"
