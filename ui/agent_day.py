"""An agent's day in words: what is due and why, the path, the picture of the own skills."""

from collections.abc import Sequence
from datetime import datetime

from services.coaching import CardLine
from services.learning import Path, Stage
from services.skills import Standing
from services.today import DueThing, NextStep, Today, is_for_today, is_overdue
from ui import skills, state, text
from ui.home import Day, Due, PathStop, SkillPicture, SkillRow, Way
from ui.text import say, say_count

_MARKS = {"lesson": "book", "practise": "done", "certify": "award", "retake": "award",
          "resume": "award", "retired": "book"}  # fmt: skip


def agent_day(found: Today, standings: Sequence[Standing], greeting: str, now: datetime) -> Day:
    dues = [due_of(due, now) for due in found.dues]
    minutes = (
        say_count("today.minutes_enough", found.minutes) if found.minutes else say("today.nothing")
    )
    return Day(
        greeting=say("today.greeting", greeting=greeting, minutes=minutes),
        under=_under(found),
        dues_title=say("today.due"),
        dues_under=say_count("today.things", len(dues)) if dues else "",
        dues=dues,
        quiet=say("today.quiet"),
        panels=(),
        first=dues[0] if found.minutes else None,
        path=path_stops(found.path) if found.path else (),
        path_title=say("today.path"),
        skills=_picture(standings) if standings else None,
    )


def due_of(due: DueThing, now: datetime) -> Due:
    """What, why, when, how long, and one verb."""
    if due.card is not None:
        return _card(due.card, due.minutes)
    if due.step is None:
        return _review(due)
    return Due(
        title=_title(due.step),
        why=_why(due, due.step),
        verb=say(f"today.verb_{due.step.step}"),
        way=way_of(due.step),
        mark=_MARKS[due.step.step],
        urgent=bool(due.minutes) and is_for_today(due, now),
        when=_when(due, now) if due.minutes else "",
        minutes=say_count("today.minutes", due.minutes) if due.minutes else "",
    )


def way_of(step: NextStep) -> Way:
    """A lesson opens, a certification goes on, a quiz tells how it works before it begins."""
    if step.lesson is not None:
        return Way("learning", {"lesson": step.lesson.id})
    if step.attempt_id is not None:
        return Way("quiz", {"attempt": step.attempt_id})
    if step.step == "retired":
        return Way("learning")
    mode = "practise" if step.step == "practise" else "certify"
    return Way("quiz", {"module": step.module.module_id, "mode": mode})


def path_stops(path: Path) -> tuple[PathStop, ...]:
    return tuple(
        PathStop(
            title=stage.module.title.of(state.language()),
            under=stop_words(stage),
            state=stage.state,
            word=say(f"today.state_{stage.state}"),
        )
        for stage in path.stages
    )


def stop_words(stage: Stage) -> str:
    """Certified, how many lessons are read, or the day on which it is due."""
    if stage.state == "done":
        return say("today.stop_done")
    if stage.state == "ahead":
        return say("today.stop_day", day=stage.due_day)
    read, lessons = stage.progress.lessons_read, len(stage.module.lessons)
    if read == lessons:
        return say("today.stop_certify")
    return say("today.stop_lessons", read=read, all=lessons)


def _under(found: Today) -> str:
    """Beside the button that begins: the path when it leads there, otherwise what it does open."""
    current = found.path.current if found.path else None
    step = found.dues[0].step if found.minutes else None
    if current is None:
        return say("today.off_path")
    if step is not None and step.module.module_id != current.module.module_id:
        return say("today.first", title=_title(step))
    return say("today.on_path", module=current.module.title.of(state.language()))


def _title(step: NextStep) -> str:
    module = step.module.title.of(state.language())
    lesson = step.lesson.title.of(state.language()) if step.lesson else ""
    return say(f"today.title_{step.step}", module=module, lesson=lesson)


def _why(due: DueThing, step: NextStep) -> str:
    """A person's reason comes before the machine's; what was retired asks for nothing."""
    if due.assignment is not None and step.step == "retired":
        return say("today.why_retired", name=text.isolated(due.assignment.by_name))
    if due.assignment is not None:
        name, reason = text.isolated(due.assignment.by_name), text.isolated(due.assignment.reason)
        return say("today.why_assigned", name=name, reason=reason)
    return step_reason(step)


def step_reason(step: NextStep) -> str:
    mark = step.module.quiz.pass_mark
    match step.step:
        case "lesson":
            number = step.module.lessons.index(step.lesson) + 1 if step.lesson else 1
            return say("today.why_lesson", number=number, all=len(step.module.lessons))
        case "retake":
            return say("today.why_retake", score=text.points(step.last_score or 0), mark=mark)
        case "resume":
            return say("today.why_resume")
        case "certify":
            return say("today.why_certify", best=text.points(step.best or 0), mark=mark)
    if step.best is None:
        return say("today.why_practise", mark=mark)
    return say("today.why_practise_more", best=text.points(step.best), mark=mark)


def _when(due: DueThing, now: datetime) -> str:
    if due.due_at is None:
        return say("today.today")
    day = text.day(due.due_at)
    if is_overdue(due, now):
        return say("today.overdue", day=day)
    return say("today.today") if is_for_today(due, now) else say("today.by", day=day)


def _review(due: DueThing) -> Due:
    queue = due.queue
    cards = len(queue.due) if queue else 0
    why = say("today.why_review")
    if queue and queue.missed_lately:
        why = say_count("today.why_missed", queue.missed_lately)
    if queue and queue.is_short:
        why = f"{why} {say('today.why_short')}"
    return Due(
        title=say_count("today.title_review", cards),
        why=why,
        verb=say("today.verb_review"),
        way=Way("review"),
        mark="cards",
        urgent=True,
        when=say("today.today"),
        minutes=say_count("today.minutes", due.minutes),
    )


def _card(line: CardLine, minutes: int) -> Due:
    card, call = line.card, line.call
    strengths, focus = card.card.strengths, card.card.focus
    return Due(
        title=text.quoted(strengths[0].evidence.quote) if strengths else call.reference,
        why=say("home.card_focus", focus=focus.title) if focus else say("home.card_no_focus"),
        verb=say("home.read"),
        way=Way("my-cards", {"card": card.card_id}),
        mark="chat",
        facts=(call.reference, text.moment(call.happened_at)),
        urgent=card.seen_at is None,
        minutes=say_count("today.minutes", minutes),
    )


def _picture(standings: Sequence[Standing]) -> SkillPicture:
    language = state.language()
    rows = [
        SkillRow(
            title=standing.skill.title.of(language),
            words=f"{skills.level_words(standing.level)} · {skills.pieces_words(standing.level)}",
            level=skills.level_data(standing.level),
        )
        for standing in standings
    ]
    return SkillPicture(
        title=say("today.skills"),
        rows=rows,
        legend=skills.legend(),
        note=say("today.skills_note"),
        more=say("today.evidence"),
        way=Way("my-skills"),
    )
