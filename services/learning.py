"""Modules and lessons as a person meets them: what has been read, practised and certified."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from qa.normalise import fold_text
from services import modules, reviews, scenarios, writing
from services.access import Act, can, require
from services.errors import NotFound
from services.runs import ScenarioState
from services.writing import Offered
from storage.lesson_reads import LessonRead
from storage.progress import Sitting
from storage.records import Account
from storage.store import Store, Work
from training_modules import quiz
from training_modules.model import Lesson, Module, Question
from training_modules.quiz import Explained, Shown

LESSON_SEED = 1  # beside a lesson choices lie the same way before and after it

StageState = Literal["done", "current", "ahead"]


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """One person in one module; scores 0 to 100, None where there is none yet."""

    module: Module
    read: frozenset[str]  # lesson ids
    best_practised: float | None = None
    certified_at: datetime | None = None
    last_certification: Sitting | None = None
    running: Sitting | None = None

    @property
    def lessons_read(self) -> int:
        return sum(lesson.id in self.read for lesson in self.module.lessons)

    @property
    def next_lesson(self) -> Lesson | None:
        unread = (lesson for lesson in self.module.lessons if lesson.id not in self.read)
        return next(unread, None)

    @property
    def is_ready(self) -> bool:
        """Whether practice says that the certification would be passed."""
        best = self.best_practised
        return best is not None and best >= self.module.quiz.pass_mark

    @property
    def failed(self) -> Sitting | None:
        """The last certification, where it was not passed and nothing was since."""
        last = self.last_certification
        return last if last and not last.passed and not self.certified_at else None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the path; `due_at` counts from the day the account was made."""

    progress: ModuleProgress
    state: StageState
    due_day: int
    due_at: datetime

    @property
    def module(self) -> Module:
        return self.progress.module


@dataclass(frozen=True, slots=True)
class Path:
    stages: tuple[Stage, ...]

    @property
    def is_finished(self) -> bool:
        return all(stage.state == "done" for stage in self.stages)

    @property
    def current(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.state == "current"), None)


@dataclass(frozen=True, slots=True)
class ModulePage:
    """`progress` is None for who may read but does not learn here, and nothing was tried then."""

    module: Module
    progress: ModuleProgress | None
    tried: tuple[ScenarioState, ...] = ()
    written: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonPage:
    """`questions` are tried before reading and again after it."""

    module: Module
    lesson: Lesson
    number: int
    questions: tuple[Question, ...]
    progress: ModuleProgress | None

    @property
    def is_read(self) -> bool:
        return self.progress is not None and self.lesson.id in self.progress.read

    @property
    def following(self) -> Lesson | None:
        rest = self.module.lessons[self.number :]
        return rest[0] if rest else None


def progress(store: Store, actor: Account) -> Mapping[str, ModuleProgress]:
    """The actor's own, in the order of the path."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        return progress_in(work, actor.account_id)


def progress_in(work: Work, agent_id: int) -> Mapping[str, ModuleProgress]:
    read = frozenset(read.lesson_id for read in work.lesson_reads.of_agent(agent_id))
    practised = work.progress.best_practised(agent_id)
    last = work.progress.last_certified(agent_id)
    running = work.progress.running_certifications(agent_id)
    certified = {
        certificate.module_id: certificate.issued_at
        for certificate in work.certificates.of_agent(agent_id)
        if certificate.revoked_at is None
    }
    return {
        module_id: ModuleProgress(
            module=module,
            read=read,
            best_practised=practised.get(module_id),
            certified_at=certified.get(module_id),
            last_certification=last.get(module_id),
            running=running.get(module_id),
        )
        for module_id, module in modules.published_in(work).items()
    }


def my_path(store: Store, actor: Account) -> Path:
    require(actor, Act.LEARN)
    with store.reading() as work:
        return path_in(work, actor.account_id, progress_in(work, actor.account_id))


def has_path(store: Store, actor: Account) -> bool:
    """Whether the path still belongs into the actor's bar."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        certified = {
            certificate.module_id
            for certificate in work.certificates.of_agent(actor.account_id)
            if certificate.revoked_at is None
        }
        in_use = work.modules.latest()
    steps = [step.module_id for step in modules.path()]
    return any(
        module_id in in_use and in_use[module_id].retired_at is None
        for module_id in steps
        if module_id not in certified
    )


def path_in(work: Work, agent_id: int, made: Mapping[str, ModuleProgress]) -> Path:
    """Stages whose modules are not in use are left out."""
    start = work.accounts.created_at(agent_id)
    steps = [step for step in modules.path() if step.module_id in made]
    undone = (step.module_id for step in steps if made[step.module_id].certified_at is None)
    current = next(undone, None)
    return Path(
        tuple(
            Stage(
                progress=made[step.module_id],
                state=_state(made[step.module_id], current),
                due_day=step.due_day,
                due_at=start + timedelta(days=step.due_day),
            )
            for step in steps
        )
    )


def _state(made: ModuleProgress, current: str | None) -> StageState:
    if made.certified_at is not None:
        return "done"
    return "current" if made.module.module_id == current else "ahead"


def catalogue(store: Store, actor: Account) -> tuple[ModulePage, ...]:
    """Every module in use, for learners and for who reads along."""
    require(actor, Act.READ_MODULES)
    with store.reading() as work:
        known = modules.published_in(work)
        made = progress_in(work, actor.account_id) if can(actor, Act.LEARN) else {}
    return tuple(ModulePage(module, made.get(module_id)) for module_id, module in known.items())


def open_module(store: Store, actor: Account, module_id: str) -> ModulePage:
    """For a learner with how far each scenario and each piece of writing is."""
    for page in catalogue(store, actor):
        if page.module.module_id == module_id:
            return page if page.progress is None else _with_own(store, actor, page)
    raise NotFound


def _with_own(store: Store, actor: Account, page: ModulePage) -> ModulePage:
    module = page.module
    tried = scenarios.list_scenarios(store, actor, module)
    offered = writing.list_offered(store, actor)
    written = (one for one in offered if one.module.module_id == module.module_id)
    return replace(page, tried=tried, written=tuple(written))


def open_lesson(store: Store, actor: Account, lesson_id: str) -> LessonPage:
    for page in catalogue(store, actor):
        for number, lesson in enumerate(page.module.lessons, start=1):
            if lesson.id == lesson_id:
                asked = tuple(
                    question
                    for question in page.module.questions
                    if question.id in lesson.questions
                )
                return LessonPage(page.module, lesson, number, asked, page.progress)
    raise NotFound("lesson_not_found")


def read_lesson(store: Store, actor: Account, lesson_id: str, now: datetime) -> None:
    """Read to its end: marked once, and the module's cards come into the review."""
    require(actor, Act.LEARN)
    page = open_lesson(store, actor, lesson_id)
    read = LessonRead(
        agent_id=actor.account_id,
        lesson_id=lesson_id,
        module_id=page.module.module_id,
        module_version=page.module.version,
        read_at=now,
    )
    with store.transaction() as work:
        if work.lesson_reads.add(read):
            reviews.add_cards(work, actor.account_id, page.module, now)


def shown(question: Question, language: str) -> Shown:
    """A question beside a lesson, without its key."""
    return quiz.shown(question, language, LESSON_SEED)


def explained(question: Question, answer: Any, language: str) -> Explained:
    """Every choice with its verdict and why, once the lesson was read."""
    return quiz.explained(question, answer, language, LESSON_SEED, fold_text)


def try_question(
    store: Store, actor: Account, lesson_id: str, question_id: str, answer: Any
) -> bool:
    """Whether an answer given beside a lesson is right; nothing of it is kept."""
    page = open_lesson(store, actor, lesson_id)
    for question in page.questions:
        if question.id == question_id:
            return reviews.is_right(question, answer)
    raise NotFound
