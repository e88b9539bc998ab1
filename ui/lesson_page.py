"""A lesson as it is gone through: tried first, then read, then the same questions again."""

from pathlib import Path

import streamlit as st

from services import learning
from services.learning import LessonPage
from ui import resources, state, text
from ui.home import Way, follow
from ui.lesson import draw_lesson_body, draw_lesson_head
from ui.lesson_questions import draw_after, draw_before
from ui.text import say

_STYLE = Path(__file__).parent / "lesson.css"


def draw_lesson(page: LessonPage) -> None:
    """`page.progress` is None for who reads along without learning."""
    st.html(_STYLE)
    follow(draw_lesson_head(page))
    if page.progress is not None and not page.is_read:
        with st.container(key="lesson-before"):
            draw_before(page)
    with st.container(border=True, key="lesson-text"):
        st.markdown(page.lesson.text.of(state.language()))
    draw_lesson_body(page)
    if page.progress is None:
        return
    with st.container(key="lesson-foot"):
        text.draw_notice()
        if page.is_read:
            draw_after(page)
        _draw_foot(page)


def _draw_foot(page: LessonPage) -> None:
    if page.is_read:
        _draw_onward(page)
    elif st.button(say("learning.mark_read"), type="primary", key="lesson.read"):
        mark_read(page)
        st.rerun()


def mark_read(page: LessonPage) -> None:
    learning.read_lesson(resources.store(), state.actor(), page.lesson.id, state.now())
    state.leave_notice(say("learning.marked"))


def _draw_onward(page: LessonPage) -> None:
    """The next lesson, or practice where this was the last one."""
    onward = Way("learning", {"module": page.module.module_id})
    label = say("learning.to_module")
    if page.following is not None:
        onward = Way("learning", {"lesson": page.following.id})
        label = say("learning.next_lesson", title=page.following.title.of(state.language()))
    if st.button(text.plain(label), type="primary", key="lesson.onward"):
        follow(onward)
