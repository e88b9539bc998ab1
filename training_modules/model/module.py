"""A module, all of its items together, and the path it stands in."""

from dataclasses import dataclass, field

from training_modules.model.lessons import Lesson
from training_modules.model.questions import Question
from training_modules.model.scenarios import Scenario
from training_modules.model.texts import Rule, Text
from training_modules.model.writing import Drill, Task


@dataclass(frozen=True, slots=True)
class QuizRules:
    practise: int = 10  # questions drawn
    certify: int = 12
    pass_mark: int = 80  # percent


@dataclass(frozen=True, slots=True)
class Module:
    """One skill module as it was published; `cards` are short questions for the daily review."""

    module_id: str
    version: str
    skill: str
    title: Text
    summary: Text
    why: Text
    criteria: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[Rule, ...]
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    scenarios: tuple[Scenario, ...]
    drills: tuple[Drill, ...]
    cards: tuple[Question, ...]
    tasks: tuple[Task, ...] = ()
    quiz: QuizRules = field(default_factory=QuizRules)


@dataclass(frozen=True, slots=True)
class PathStep:
    """A stage of the new hire's path: a module, due some days after the start."""

    module_id: str
    due_day: int
