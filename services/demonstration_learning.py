"""What the demonstration's people have learned, written and assigned, as its file tells it.

What a centre's own modules do not have is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

import yaml

from services import (
    assignments,
    learning,
    modules,
    proposals,
    quizzes,
    reviews,
    scenarios,
    writing,
)
from services.assignments import Terms
from services.writing import NewDraft
from storage.attempts import Mode
from storage.records import Account
from storage.store import Store
from training_modules.model import Drill, Module, Question, Task
from training_modules.quiz.worked import right_answer, wrong_answer

# Where an act takes a while: from one answer, reply, card or draft to the next.
PER_ANSWER = timedelta(seconds=34)
PER_REPLY = timedelta(seconds=75)
PER_CARD = timedelta(seconds=26)
PER_DRAFT = timedelta(minutes=7)
WHOLE = timedelta(hours=23, minutes=59)  # the due time of a day

Step = tuple[datetime, Callable[[datetime], None]]


@dataclass(frozen=True, slots=True)
class Centre:
    store: Store
    people: Mapping[str, Account]
    now: datetime


class Act(Protocol):
    """Something one person did at one time."""

    def run(self, centre: Centre, actor: Account, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Reads:
    """The next unread lessons of a module."""

    reads: str
    lessons: int = 1

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        progress = learning.progress(centre.store, actor)[self.reads]
        unread = [one for one in progress.module.lessons if one.id not in progress.read]
        for number, lesson in enumerate(unread[: self.lessons]):
            learning.read_lesson(centre.store, actor, lesson.id, at + number * PER_DRAFT)


@dataclass(frozen=True, slots=True)
class Takes:
    """A whole quiz; which answers are wrong is drawn by the seed. `stops_after`: left running."""

    takes: str
    mode: Mode
    seed: int
    wrong: int
    stops_after: int | None = None

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        store = centre.store
        attempt_id = quizzes.start_quiz(store, actor, self.takes, self.mode, at, self.seed)
        view = quizzes.open_attempt(store, actor, attempt_id)
        asked = range(len(view.attempt.drawn))
        wrong = Random(self.seed).sample(asked, self.wrong)  # noqa: S311, a story is no secret
        for position in asked[: self.stops_after]:
            answer = _answer(actor, view.question(position), right=position not in wrong)
            at += PER_ANSWER
            given = quizzes.Given(position, answer, _milliseconds(PER_ANSWER))
            quizzes.answer_question(store, actor, attempt_id, given, at)
        if self.stops_after is None:
            quizzes.submit_quiz(store, actor, attempt_id, at)


@dataclass(frozen=True, slots=True)
class Reviews:
    """So many of the day's cards, the first of them answered wrongly; `leaves`: for today."""

    reviews: int
    wrong: int = 0
    leaves: int = 0

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        due = reviews.queue(centre.store, actor, at).due[: self.reviews]
        for number, card in enumerate(due):
            if (
                self.leaves
                and len(reviews.queue(centre.store, actor, centre.now).due) <= self.leaves
            ):
                return
            answer = _answer(actor, card.question, right=number >= self.wrong)
            took = _milliseconds(PER_CARD)
            given = reviews.Given(card.question.id, card.token, answer, took)
            reviews.answer(centre.store, actor, given, at + number * PER_CARD)

    def _has_left(self, centre: Centre, actor: Account) -> bool:
        due_today = len(reviews.queue(centre.store, actor, centre.now).due)
        return 0 < due_today <= self.leaves


@dataclass(frozen=True, slots=True)
class Talks:
    """A scenario tried, to its ending; private where it was not sent."""

    talks: str
    replies: tuple[str, ...]
    sent: bool = False

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        store = centre.store
        run_id = scenarios.start_run(store, actor, self.talks, at)
        for position, reply in enumerate(self.replies, start=1):
            at += PER_REPLY
            said = scenarios.Said(position, reply, _milliseconds(PER_REPLY))
            scenarios.say(store, actor, run_id, said, at)
        if self.sent:
            scenarios.submit(store, actor, run_id, at + PER_REPLY)


@dataclass(frozen=True, slots=True)
class Writes:
    """A task or drill answered in some drafts."""

    writes: str
    drafts: tuple[str, ...]
    sent: bool = False

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        store = centre.store
        piece_id = writing.start_piece(store, actor, self.writes, actor.language.value, at)
        for number, text in enumerate(self.drafts, start=1):
            at += PER_DRAFT
            writing.write_draft(store, actor, piece_id, NewDraft(number, text), at)
        if self.sent:
            writing.submit_piece(store, actor, piece_id, at + PER_REPLY)


@dataclass(frozen=True, slots=True)
class Assigns:
    """By hand, or from what the system proposed, if it did; `due_in_days` counts from today."""

    assigns: str
    to: str
    due_in_days: int
    reason: str
    proposed: bool = False

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        day = (centre.now + timedelta(days=self.due_in_days)).date()
        terms = Terms(datetime.combine(day, time(), UTC) + WHOLE, self.reason)
        agent_id = centre.people[self.to].account_id
        proposed = self.proposed and is_proposed(centre, self.to, self.assigns, at)
        add = assignments.confirm_proposal if proposed else assignments.assign_module
        add(centre.store, actor, agent_id, self.assigns, terms, at)


@dataclass(frozen=True, slots=True)
class Dismisses:
    """What the system proposed; where another engine proposes it no more, nothing happened."""

    dismisses: str
    to: str
    reason: str

    def run(self, centre: Centre, actor: Account, at: datetime) -> None:
        if is_proposed(centre, self.to, self.dismisses, at):
            agent_id = centre.people[self.to].account_id
            store, module_id = centre.store, self.dismisses
            assignments.dismiss_proposal(store, actor, agent_id, module_id, self.reason, at)


def is_proposed(centre: Centre, to: str, module_id: str, at: datetime) -> bool:
    """Does the system propose a module for somebody at a time of the story?"""
    with centre.store.reading() as work:
        stand = proposals.proposed(work, [centre.people[to]], at)
    return any(one.module.module_id == module_id for one in stand)


KINDS: tuple[type[Any], ...] = (Reads, Takes, Reviews, Talks, Writes, Assigns, Dismisses)


@dataclass(frozen=True, slots=True)
class Past:
    """Who did what, how many days ago and when on that day (UTC)."""

    who: str
    days_ago: int
    at: time
    act: Act


def load_learning(folder: Path) -> tuple[Past, ...]:
    entries = yaml.safe_load((folder / "learning.yml").read_text("utf-8"))
    return tuple(_past(entry) for entry in entries)


def _past(entry: dict[str, Any]) -> Past:
    told = dict(entry)
    who, days_ago = told.pop("who"), told.pop("days_ago")
    at = time.fromisoformat(told.pop("at"))
    kind = next(kind for kind in KINDS if kind.__name__.lower() in told)
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return Past(who, days_ago, at, kind(**(told | lists)))


def steps(centre: Centre, happened: Sequence[Past]) -> Iterator[Step]:
    """What can have happened with the modules that are in use."""
    known = modules.published(centre.store)
    for past in happened:
        if _is_offered(past.act, known):
            day = (centre.now.astimezone(UTC) - timedelta(days=past.days_ago)).date()
            yield datetime.combine(day, past.at, UTC), _at_its_time(centre, past)


def _at_its_time(centre: Centre, past: Past) -> Callable[[datetime], None]:
    return lambda at: past.act.run(centre, centre.people[past.who], at)


def _is_offered(act: Act, known: Mapping[str, Module]) -> bool:
    match act:
        case Reads(reads=subject) | Takes(takes=subject) | Assigns(assigns=subject):
            return subject in known
        case Dismisses(dismisses=subject):
            return subject in known
        case Talks(talks=subject):
            return any(subject == one.id for module in known.values() for one in module.scenarios)
        case Writes(writes=subject):
            written = (one for m in known.values() for one in [*_ids(m.tasks), *_ids(m.drills)])
            return subject in written
    return True


def _ids(items: Iterable[Task | Drill]) -> list[str]:
    return [one.id for one in items]


def _answer(actor: Account, question: Question, *, right: bool) -> Any:
    language = actor.language.value
    return right_answer(question, language) if right else wrong_answer(question, language)


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
