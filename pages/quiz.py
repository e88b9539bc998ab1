"""A quiz: its start page, one question after the other, and how it ended."""

from collections.abc import Callable

import streamlit as st

from services import quizzes
from services.access import Act, can
from services.attempts import AttemptView
from services.errors import NotFound, ServiceError
from services.modules import published
from services.quizzes import Given
from storage.attempts import MODES, Mode
from storage.records import Account
from ui import quiz, resources, state, text
from ui.quiz import Pressed, Sitting
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LEARN):
        text.draw_refused()
        return
    try:
        _draw(actor)
    except NotFound:
        _draw_missing()


def _draw(actor: Account) -> None:
    attempt_id = state.selected_id("attempt")
    if attempt_id is None:
        _draw_choice(actor)
        return
    view = quizzes.open_attempt(resources.store(), actor, attempt_id)
    if view.attempt.submitted_at is not None:
        _draw_result(actor, attempt_id)
    elif _is_at_its_start(view):
        _draw_first(view)
    else:
        _draw_question(actor, view)


def _draw_missing() -> None:
    text.draw_empty(say("quiz.missing"))
    if st.button(say("quiz.to_learning")):
        state.go_to("learning")


def _draw_choice(actor: Account) -> None:
    """From a module's page: nothing is drawn before it is begun."""
    module_id, mode = state.selected_name("module"), _mode()
    if module_id is None or mode is None:
        raise NotFound
    running = quizzes.running_attempt(resources.store(), actor, module_id, mode)
    module = running.module if running else published(resources.store()).get(module_id)
    if module is None:
        raise NotFound
    pressed = quiz.draw_start(module, mode, running=running is not None)
    if pressed.begin:
        _start(actor, module_id, mode)
    _leave(pressed, module_id)


def _mode() -> Mode | None:
    wish = state.selected_name("mode")
    return next((mode for mode in MODES if mode == wish), None)


def _start(actor: Account, module_id: str, mode: Mode) -> None:
    attempt_id = quizzes.start_quiz(resources.store(), actor, module_id, mode, state.now())
    state.remember(_key("begun", attempt_id), "1")
    state.go_to("quiz", attempt=attempt_id)


def _is_at_its_start(view: AttemptView) -> bool:
    """A certification says what it is before its first question."""
    begun = state.recall(_key("begun", view.attempt.attempt_id))
    return view.attempt.mode == "certify" and not view.answers and begun is None


def _draw_first(view: AttemptView) -> None:
    pressed = quiz.draw_start(view.module, view.attempt.mode)
    if pressed.begin:
        state.remember(_key("begun", view.attempt.attempt_id), "1")
        st.rerun()
    _leave(pressed, view.attempt.module_id)


def _draw_question(actor: Account, view: AttemptView) -> None:
    attempt_id = view.attempt.attempt_id
    sitting = _sitting(view)
    if sitting is None:
        quizzes.submit_quiz(resources.store(), actor, attempt_id, state.now())
        st.rerun()
    pressed = quiz.draw_question(view, sitting)
    _leave(pressed, view.attempt.module_id)
    if pressed.report is not None:
        _act(attempt_id, lambda: report(attempt_id, sitting.position, pressed.report or ""))
        state.remember(_key("reported", attempt_id), str(sitting.position))
    elif pressed.onward:
        state.remember(_key("told", attempt_id), None)
    elif pressed.answer is not None:
        _act(attempt_id, lambda: answer(view, pressed.answer or ""))
    else:
        return
    st.rerun()


def _sitting(view: AttemptView) -> Sitting | None:
    """What is shown now; None where every question has its answer and was explained."""
    attempt_id = view.attempt.attempt_id
    told = state.recall(_key("told", attempt_id))
    last = len(view.answers) - 1
    position = last if told == str(last) and view.may_tell(last) else view.position
    if position is None:
        return None
    tries = int(state.recall(_key("tries", attempt_id)) or "0")
    error = state.recall(_key("error", attempt_id)) or ""
    return Sitting(
        position=position,
        told=position == last,
        error=text.say_error(error) if error else "",
        tries=tries,
        reported=state.recall(_key("reported", attempt_id)) == str(position),
    )


def _act(attempt_id: int, act: Callable[[], None]) -> None:
    """What is refused is said beside the question, and the question stays."""
    try:
        act()
    except ServiceError as error:
        tries = int(state.recall(_key("tries", attempt_id)) or "0")
        state.remember(_key("error", attempt_id), error.code)
        state.remember(_key("tries", attempt_id), str(tries + 1))
    else:
        state.remember(_key("error", attempt_id), None)


def answer(view: AttemptView, sent: str) -> None:
    """Keep the answer; in learn mode the next run explains it."""
    position, given, milliseconds = quiz.read_answer(sent)
    attempt_id = view.attempt.attempt_id
    quizzes.answer_question(
        resources.store(),
        state.actor(),
        attempt_id,
        Given(position, given, milliseconds),
        state.now(),
    )
    if view.attempt.mode == "learn":
        state.remember(_key("told", attempt_id), str(position))


def report(attempt_id: int, position: int, note: str) -> None:
    """Keep what somebody found wrong with the question."""
    quizzes.report_question(
        resources.store(), state.actor(), attempt_id, position, note, state.now()
    )


def _draw_result(actor: Account, attempt_id: int) -> None:
    result = quizzes.open_result(resources.store(), actor, attempt_id)
    attempt = result.view.attempt
    pressed = quiz.draw_result(result)
    if pressed.again:
        state.go_to("quiz", module=attempt.module_id, mode=attempt.mode)
    if pressed.certificates:
        state.go_to("certificates")
    if pressed.step and (mode := quiz.next_mode(result)):
        state.go_to("quiz", module=attempt.module_id, mode=mode)
    _leave(pressed, attempt.module_id)


def _leave(pressed: Pressed, module_id: str) -> None:
    if pressed.lesson:
        state.go_to("learning", lesson=pressed.lesson)
    if pressed.back:
        state.go_to("learning", module=module_id)


def _key(name: str, attempt_id: int) -> str:
    return f"quiz.{name}.{attempt_id}"
