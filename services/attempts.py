"""An attempt as its learner sees it: what is asked, what may be told by now, how it ended."""

from dataclasses import dataclass

from qa.normalise import fold_text
from services import modules
from services.access import Act, require
from services.errors import NotFound
from storage.attempts import Answer, Attempt, AttemptId
from storage.records import Account
from storage.store import Work
from training_modules import quiz
from training_modules.model import Lesson, Module, Question
from training_modules.quiz import Explained, Shown


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt, the module as it was drawn from, and the answers so far."""

    attempt: Attempt
    module: Module
    answers: tuple[Answer, ...]

    @property
    def position(self) -> int | None:
        """The first question without an answer; None where all have one."""
        count = len(self.answers)
        return count if count < len(self.attempt.drawn) else None

    def question(self, position: int) -> Question:
        """NotFound where the attempt asks no such question."""
        if not 0 <= position < len(self.attempt.drawn):
            raise NotFound
        return _question(self.module, self.attempt.drawn[position])

    def may_tell(self, position: int) -> bool:
        """Whether the key of this question may be known by now."""
        told = self.attempt.mode == "learn" or self.attempt.submitted_at is not None
        return told and 0 <= position < len(self.answers)


@dataclass(frozen=True, slots=True)
class Result:
    """A submitted attempt; `look_again` are the lessons of what was not right."""

    view: AttemptView
    score: float  # 0 to 100
    passed: bool | None  # None where nothing was certified
    certificate_code: str | None
    look_again: tuple[Lesson, ...]

    @property
    def right(self) -> int:
        return sum(is_right(answer) for answer in self.view.answers)


def shown_at(view: AttemptView, position: int, language: str) -> Shown:
    """The question at this place, without its key."""
    return quiz.shown(view.question(position), language, view.attempt.seed)


def explained_at(view: AttemptView, position: int, language: str) -> Explained:
    """Every choice with its verdict; NotFound before the key may be known."""
    if not view.may_tell(position):
        raise NotFound
    given = view.answers[position].answer["given"]
    return quiz.explained(view.question(position), given, language, view.attempt.seed, fold_text)


def is_right(answer: Answer) -> bool:
    return quiz.Graded(answer.share).right


def view_in(work: Work, actor: Account, attempt_id: AttemptId) -> AttemptView:
    attempt = work.attempts.find(attempt_id)
    if attempt is None:
        require(actor, Act.LEARN)
        raise NotFound
    require(actor, Act.LEARN, on=attempt)
    module = modules.of_version_in(work, attempt.module_id, attempt.module_version)
    return AttemptView(attempt, module, work.attempts.answers(attempt_id))


def result_in(work: Work, view: AttemptView) -> Result:
    attempt = view.attempt
    if attempt.submitted_at is None or attempt.score is None:
        raise NotFound
    certificate = work.certificates.of_attempt(attempt.attempt_id)
    missed = {
        view.question(answer.position).lesson for answer in view.answers if not is_right(answer)
    }
    return Result(
        view=view,
        score=attempt.score,
        passed=attempt.passed,
        certificate_code=certificate.code if certificate else None,
        look_again=tuple(lesson for lesson in view.module.lessons if lesson.id in missed),
    )


def _question(module: Module, question_id: str) -> Question:
    for question in module.questions:
        if question.id == question_id:
            return question
    raise NotFound
