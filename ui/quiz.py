"""A quiz on the screen: its start, one question, what is told afterwards, its end."""

import json
from dataclasses import dataclass
from math import floor
from typing import Any

from services.attempts import AttemptView, Result, explained_at, is_right, shown_at
from storage.attempts import Mode
from training_modules.model import Lesson, Module, Question
from training_modules.quiz import LONGEST_TEXT, Shown
from ui import components, state, text
from ui.player import Drawn
from ui.quiz_told import told_items, told_summary
from ui.text import say, say_count

_WORDS = (
    "your_answer", "check", "next", "finish", "something_wrong", "report_hint", "report_send",
    "report_cancel", "reported", "move_up", "move_down", "moved", "choose_partner", "customer",
    "agent", "in_order", "all_that_fit", "lines_that_fit", "pick_first", "pair_every",
    "open_lesson", "question_again", "steps", "unit",
)  # fmt: skip
_FILES = ("shared/dom.js", "quiz/asking.js", "quiz/parts.js", "quiz/told.js", "quiz/ends.js",
          "quiz/quiz.js")  # fmt: skip

_quiz = components.define(
    "quiz",
    css=("shared/tokens.css", "shared/base.css", "quiz/quiz.css", "quiz/told.css"),
    js=_FILES,
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed in this run; `answer` and `report` as the browser sent them."""

    begin: bool = False
    answer: str | None = None
    onward: bool = False
    report: str | None = None
    again: bool = False
    step: bool = False
    back: bool = False
    lesson: str | None = None
    certificates: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """How a question is shown: whether it is explained, and what was refused, how many times."""

    position: int
    told: bool = False
    error: str = ""
    tries: int = 0
    reported: bool = False


def draw_start(module: Module, mode: Mode, *, running: bool = False) -> Pressed:
    return draw(start_data(module, mode, running=running))


def draw_question(view: AttemptView, sitting: Sitting) -> Pressed:
    return draw(question_data(view, sitting))


def draw_result(result: Result) -> Pressed:
    return draw(result_data(result))


def draw(facts: Drawn) -> Pressed:
    """Any phase of it, also for questions that are asked elsewhere than in a quiz."""
    pressed = _quiz(
        data=components.packed(facts),
        key="quiz",
        on_begin_change=components.noted,
        on_answer_change=components.noted,
        on_onward_change=components.noted,
        on_report_change=components.noted,
        on_again_change=components.noted,
        on_step_change=components.noted,
        on_back_change=components.noted,
        on_lesson_change=components.noted,
        on_certificates_change=components.noted,
    )
    return Pressed(
        begin=bool(pressed.begin),
        answer=pressed.answer,
        onward=bool(pressed.onward),
        report=pressed.report,
        again=bool(pressed.again),
        step=bool(pressed.step),
        back=bool(pressed.back),
        lesson=pressed.lesson,
        certificates=bool(pressed.certificates),
    )


def read_answer(sent: str) -> tuple[int, Any, int]:
    """Position, answer and milliseconds; nothing that can be read is an answer to nothing."""
    try:
        plain = json.loads(sent)
        return int(plain["position"]), plain["answer"], int(plain["ms"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return -1, None, 0


def _page(module: Module, mode: Mode, phase: str) -> Drawn:
    """What every phase of the page has."""
    return frame(module.title.of(state.language()), say(f"quiz.mode_{mode}"), phase)


def frame(back: str, chip: str, phase: str) -> Drawn:
    """The head's words and those inside; `back` names where its first button leads."""
    return {
        "dir": text.direction(),
        "language": state.language(),
        "phase": phase,
        "module": back,
        "mode": chip,
        "words": text.words_of("quiz", *_WORDS),
        "letters": say("quiz.letters").split(),
    }


def start_data(module: Module, mode: Mode, *, running: bool) -> Drawn:
    rules = module.quiz
    count = min(rules.certify if mode == "certify" else rules.practise, len(module.questions))
    lines = [say_count("quiz.start_count", count)]
    lines += [say(f"quiz.start_{mode}_{number}", mark=rules.pass_mark) for number in (1, 2, 3)]
    return _page(module, mode, "start") | {
        "title": say(f"quiz.start_{mode}", module=module.title.of(state.language())),
        "lines": lines,
        "begin": say("quiz.begin_again" if running else "quiz.begin"),
    }


def question_data(view: AttemptView, sitting: Sitting) -> Drawn:
    """The question; its key only where it may be told, which the service decides."""
    attempt, position = view.attempt, sitting.position
    question = view.question(position)
    asked = shown_at(view, position, state.language())
    learns = attempt.mode == "learn"
    return _page(view.module, attempt.mode, "told" if sitting.told else "ask") | {
        "id": f"{attempt.attempt_id}/{position}",
        "position": position,
        "last": position + 1 == len(attempt.drawn),
        "check": learns,
        "marks": progress_marks(position, len(view.attempt.drawn)),
        "progress": say("quiz.progress", at=position + 1, all=len(attempt.drawn)),
        "question": question_facts(asked, question),
        "told": _told(view, sitting) if sitting.told else None,
        "rules": _rules(view.module, question) if sitting.told else None,
        "aside": _aside(view),
        "error": sitting.error,
        "tries": sitting.tries,
        "reported": sitting.reported,
    }


def progress_marks(position: int, count: int) -> list[str]:
    return [
        "done" if number < position else "here" if number == position else "open"
        for number in range(count)
    ]


def question_facts(asked: Shown, question: Question) -> Drawn:
    """What may be known of it before the answer."""
    names = [say(f"quiz.channel_{asked.channel}")] if asked.channel else []
    spoken = asked.context.startswith(("«", "“", '"'))
    return {
        "type": asked.type,
        "stem": asked.stem,
        "context": asked.context,
        "spoken": spoken,
        "about": [say("quiz.customer"), *names] if spoken else [say("quiz.situation"), *names],
        "choices": [{"id": one.id, "text": one.text} for one in asked.choices],
        "partners": [{"id": one.id, "text": one.text} for one in asked.partners],
        "lines": [{"id": one.id, "who": one.who, "text": one.text} for one in asked.lines],
        "unit": asked.unit,
        "longest": 40 if question.type == "numeric" else LONGEST_TEXT,
    }


def _told(view: AttemptView, sitting: Sitting) -> Drawn:
    question = view.question(sitting.position)
    explained = explained_at(view, sitting.position, state.language())
    right = is_right(view.answers[sitting.position])
    return {
        "items": told_items(question, explained),
        "summary": told_summary(explained),
        "right": right,
        "note": "" if right else say("quiz.comes_back"),
    }


def _rules(module: Module, question: Question) -> Drawn | None:
    """The rules of the lesson that the question belongs to."""
    lesson = next((one for one in module.lessons if one.id == question.lesson), None)
    if lesson is None:
        return None
    language = state.language()
    return {
        "lesson": lesson.id,
        "title": lesson.title.of(language),
        "rules": [
            {"about": say("quiz.rule", number=number), "title": rule.title.of(language),
             "text": rule.text.of(language)}
            for number, rule in enumerate(module.rules, start=1)
            if rule.id in lesson.rules
        ],
    }  # fmt: skip


def _aside(view: AttemptView) -> Drawn:
    """What this mode is, and how it stands where that may be told."""
    mode = view.attempt.mode
    counts = []
    if mode == "learn" and view.answers:
        right = sum(is_right(answer) for answer in view.answers)
        counts = [
            {"verdict": "met", "text": say_count("quiz.so_far_right", right)},
            {"verdict": "not_met",
             "text": say_count("quiz.so_far_again", len(view.answers) - right)},
        ]  # fmt: skip
    return {
        "title": say(f"quiz.aside_{mode}"),
        "text": say(f"quiz.aside_{mode}_text", mark=view.module.quiz.pass_mark),
        "counts": counts,
    }


def result_data(result: Result) -> Drawn:
    view = result.view
    mode, count = view.attempt.mode, len(view.attempt.drawn)
    return _page(view.module, mode, "result") | {
        "title": _result_title(result),
        "passed": result.passed,
        "score": "" if mode == "learn" else f"{floor(result.score + 1e-6)}%",
        "counted": say("quiz.counted", right=result.right, all=count),
        "lines": _result_lines(result),
        "certificate": say("quiz.to_certificate") if result.certificate_code else "",
        "again": say(f"quiz.again_{mode}"),
        "step": say(f"quiz.step_{step}") if (step := next_mode(result)) else "",
        "look_again": [_lesson(lesson) for lesson in result.look_again],
        "look_title": say("quiz.look_again"),
        "questions_title": say("quiz.all_questions"),
        "questions": [_answered(view, position) for position in range(len(view.answers))],
    }


def next_mode(result: Result) -> Mode | None:
    """Practice comes after learning; certifying, once practice has reached the mark."""
    if result.view.attempt.mode == "learn":
        return "practise"
    reached = result.score >= result.view.module.quiz.pass_mark
    return "certify" if result.view.attempt.mode == "practise" and reached else None


def _result_title(result: Result) -> str:
    module = result.view.module.title.of(state.language())
    if result.passed is None:
        return say(f"quiz.done_{result.view.attempt.mode}", module=module)
    return say("quiz.passed" if result.passed else "quiz.not_passed", module=module)


def _result_lines(result: Result) -> list[str]:
    """What the number means, and what follows from it."""
    mark = result.view.module.quiz.pass_mark
    missed = len(result.view.answers) - result.right
    told = [] if result.passed is None else [say("quiz.pass_mark", mark=mark)]
    if missed:
        told.append(say_count("quiz.into_review", missed))
    if result.view.attempt.mode == "practise":
        told.append(say("quiz.private"))
    return told


def _lesson(lesson: Lesson) -> Drawn:
    return {"id": lesson.id, "title": lesson.title.of(state.language()),
            "minutes": say_count("quiz.minutes", lesson.minutes)}  # fmt: skip


def _answered(view: AttemptView, position: int) -> Drawn:
    question = view.question(position)
    explained = explained_at(view, position, state.language())
    right = is_right(view.answers[position])
    return {
        "number": position + 1,
        "stem": question.stem.of(state.language()),
        "context": question.context.of(state.language()) if question.context else "",
        "type": question.type,
        "verdict": "met" if right else "not_met",
        "word": told_summary(explained),
        "items": told_items(question, explained),
    }
