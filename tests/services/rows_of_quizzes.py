"""Rows of the permission tests: quizzes."""

from services import modules, quizzes
from services.quizzes import Given
from storage.records import Account
from tests.sample_answers import right_answer
from tests.sample_module import sample_module
from tests.services.conftest import NOW
from tests.services.scene import AGENT, AGENTS, Row, Scene

MODULE = "empathy"


def _published(scene: Scene) -> Scene:
    modules.publish(scene.centre.store, [sample_module()], NOW)
    return scene


def _attempt(scene: Scene) -> int:
    """A running practice of "agent here"."""
    store, agent = _published(scene).centre.store, scene.centre.agent
    return quizzes.start_quiz(store, agent, MODULE, "practise", NOW)


def _answered(scene: Scene) -> int:
    """The same with every answer given."""
    store, agent, attempt_id = scene.centre.store, scene.centre.agent, _attempt(scene)
    view = quizzes.open_attempt(store, agent, attempt_id)
    for position in range(len(view.answers), len(view.attempt.drawn)):
        given = Given(position, right_answer(view.question(position)))
        quizzes.answer_question(store, agent, attempt_id, given, NOW)
    return attempt_id


def _submitted(scene: Scene) -> int:
    attempt_id = _answered(scene)
    quizzes.submit_quiz(scene.centre.store, scene.centre.agent, attempt_id, NOW)
    return attempt_id


def _start(scene: Scene, actor: Account) -> object:
    return quizzes.start_quiz(_published(scene).centre.store, actor, MODULE, "learn", NOW)


def _running(scene: Scene, actor: Account) -> object:
    return quizzes.running_attempt(scene.centre.store, actor, MODULE, "learn")


def _answer(scene: Scene, actor: Account) -> None:
    store, attempt_id = scene.centre.store, _attempt(scene)
    view = quizzes.open_attempt(store, scene.centre.agent, attempt_id)
    position = view.position or 0
    given = Given(position, right_answer(view.question(position)))
    quizzes.answer_question(store, actor, attempt_id, given, NOW)


def _report(scene: Scene, actor: Account) -> None:
    quizzes.report_question(scene.centre.store, actor, _attempt(scene), 0, "unclear", NOW)


ACTS: dict[str, Row] = {
    "quizzes.start_quiz": Row(AGENTS, _start),
    "quizzes.running_attempt": Row(AGENTS, _running),
    "quizzes.open_attempt": Row(
        AGENT, lambda s, who: quizzes.open_attempt(s.centre.store, who, _attempt(s))
    ),
    "quizzes.answer_question": Row(AGENT, _answer),
    "quizzes.submit_quiz": Row(
        AGENT, lambda s, who: quizzes.submit_quiz(s.centre.store, who, _answered(s), NOW)
    ),
    "quizzes.open_result": Row(
        AGENT, lambda s, who: quizzes.open_result(s.centre.store, who, _submitted(s))
    ),
    "quizzes.report_question": Row(AGENT, _report),
}
