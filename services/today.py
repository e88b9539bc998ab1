"""What an agent's day asks for: each thing with its reason, about how long, and one verb."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal

from services import assignments, modules, reviews
from services.access import Act, require
from services.coaching import CardLine, list_cards
from services.learning import ModuleProgress, Path, path_in, progress_in
from services.reviews import Queue
from storage.assignments import Assignment
from storage.records import Account
from storage.store import Store, Work
from training_modules.model import Lesson, Module

MOST_CARDS = 3
CARD_MINUTES = 4
SECONDS_A_QUESTION = 45

Step = Literal["lesson", "practise", "certify", "retake", "resume", "retired"]
Reason = Literal["running", "assigned", "path", "review", "card"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next in a module, and how long it takes."""

    step: Step
    module: Module
    minutes: int
    lesson: Lesson | None = None
    last_score: float | None = None  # of the certification that was not passed
    best: float | None = None  # of practice
    attempt_id: int | None = None  # of the certification that runs


@dataclass(frozen=True, slots=True)
class DueThing:
    """One thing that waits; `why` says which of the optional fields are filled."""

    why: Reason
    minutes: int
    due_at: datetime | None = None
    step: NextStep | None = None
    assignment: Assignment | None = None
    card: CardLine | None = None
    queue: Queue | None = None
    day: int | None = None  # of the path


@dataclass(frozen=True, slots=True)
class Today:
    """`dues` in the order in which they are best done; `path` until it is finished."""

    dues: tuple[DueThing, ...]
    path: Path | None
    queue: Queue
    cards: tuple[CardLine, ...] = field(default=())

    @property
    def minutes(self) -> int:
        return sum(due.minutes for due in self.dues)


def today(store: Store, actor: Account, now: datetime) -> Today:
    """The day is that of `now`'s own time zone."""
    require(actor, Act.LEARN)
    queue = reviews.queue(store, actor, now)
    given = _open_assignments(store, actor, now)
    cards = list_cards(store, actor)
    with store.reading() as work:
        made = progress_in(work, actor.account_id)
        path = path_in(work, actor.account_id, made)
        gone = modules.retired_in(work)
        finishing = _finishing(work, actor.account_id, gone)
    running = _running({**made, **finishing})
    ordered = [*running, *_assigned(given, made), *_path_step(path, given), *_review(queue)]
    waiting = [*_once(ordered), *_retakes(made, ordered), *_cards(cards)]
    dues = _once([*waiting, *_retired(given, gone)])
    return Today(tuple(dues), path if path.stages and not path.is_finished else None, queue, cards)


def next_step(made: ModuleProgress) -> NextStep | None:
    """A lesson, practice, then the certification; None where the module is certified."""
    module, lesson, best = made.module, made.next_lesson, made.best_practised
    certifying = _minutes(module.quiz.certify)
    if made.running is not None:
        return NextStep("resume", module, certifying, attempt_id=made.running.attempt_id)
    if made.certified_at is not None:
        return None
    if lesson is not None:
        return NextStep("lesson", module, lesson.minutes, lesson)
    if made.failed is not None:
        return NextStep("retake", module, certifying, last_score=made.failed.score)
    if not made.is_ready:
        return NextStep("practise", module, _minutes(module.quiz.practise), best=best)
    return NextStep("certify", module, certifying, best=best)


def _minutes(questions: int) -> int:
    return max(1, round(questions * SECONDS_A_QUESTION / 60))


def _open_assignments(store: Store, actor: Account, now: datetime) -> list[Assignment]:
    """The one due first comes first."""
    lines = assignments.list_own(store, actor, now)
    given = [line.assignment for line in lines if line.assignment.is_open]
    return sorted(given, key=lambda assignment: assignment.due_at)


def _finishing(
    work: Work, agent_id: int, gone: Mapping[str, Module]
) -> Mapping[str, ModuleProgress]:
    """Certifications that were begun before their modules were retired."""
    running = work.progress.running_certifications(agent_id)
    return {
        module_id: ModuleProgress(gone[module_id], frozenset(), running=sitting)
        for module_id, sitting in running.items()
        if module_id in gone
    }


def _running(made: Mapping[str, ModuleProgress]) -> Iterator[DueThing]:
    for one in made.values():
        step = next_step(one)
        if one.running is not None and step is not None:
            yield DueThing("running", step.minutes, step=step)


def _assigned(
    given: Sequence[Assignment], made: Mapping[str, ModuleProgress]
) -> Iterator[DueThing]:
    """An assigned module that was certified before is certified anew."""
    for assignment in given:
        one = made.get(assignment.module_id)
        if one is None:
            continue
        step = next_step(one) or NextStep("certify", one.module, _minutes(one.module.quiz.certify))
        due = assignment.due_at
        yield DueThing("assigned", step.minutes, due, step=step, assignment=assignment)


def _retired(given: Sequence[Assignment], gone: Mapping[str, Module]) -> Iterator[DueThing]:
    """Told, for somebody assigned it, though there is nothing left to do in it."""
    for assignment in given:
        if assignment.module_id in gone:
            step = NextStep("retired", gone[assignment.module_id], 0)
            yield DueThing("assigned", 0, step=step, assignment=assignment)


def _review(queue: Queue) -> Iterator[DueThing]:
    if queue.due:
        yield DueThing("review", queue.minutes, queue=queue)


def _path_step(path: Path, given: Sequence[Assignment]) -> Iterator[DueThing]:
    """The path's next step, where nobody has assigned the same module."""
    stage = path.current
    if stage is None or any(one.module_id == stage.module.module_id for one in given):
        return
    step = next_step(stage.progress)
    if step is not None:
        yield DueThing("path", step.minutes, stage.due_at, step=step, day=stage.due_day)


def _retakes(made: Mapping[str, ModuleProgress], before: Sequence[DueThing]) -> Iterator[DueThing]:
    named = {due.step.module.module_id for due in before if due.step}
    for module_id, one in made.items():
        step = next_step(one)
        if step is not None and step.step == "retake" and module_id not in named:
            yield DueThing("path", step.minutes, step=step)


def _once(dues: Sequence[DueThing]) -> Iterator[DueThing]:
    """A module waits for one thing at a time: the first that was named."""
    named: set[str] = set()
    for due in dues:
        module_id = due.step.module.module_id if due.step else None
        if module_id is None or module_id not in named:
            yield due
        if module_id is not None:
            named.add(module_id)


def _cards(lines: Sequence[CardLine]) -> Iterator[DueThing]:
    """Coaching cards that nobody has answered yet, the latest first."""
    unread = [line for line in lines if line.card.acknowledged_at is None]
    for line in unread[:MOST_CARDS]:
        yield DueThing("card", CARD_MINUTES, card=line)


def is_overdue(due: DueThing, now: datetime) -> bool:
    return due.due_at is not None and due.due_at < now


def is_for_today(due: DueThing, now: datetime) -> bool:
    """Due by the end of the day, or without a date."""
    if due.due_at is None:
        return True
    return due.due_at <= datetime.combine(now.date(), time.max, tzinfo=now.tzinfo)
