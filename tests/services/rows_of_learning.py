"""Rows of the permission tests: lessons, the daily review, the day, certificates."""

from services import certificates, learning, modules, reviewed, reviews, today
from services.reviews import DueCard, Given
from storage.records import Account
from tests.certified import passed
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from tests.services.scene import (
    ADMIN,
    AGENT,
    AGENTS,
    REVIEWERS,
    SUPERVISOR,
    SUPERVISORS,
    Row,
    Scene,
)
from training_modules.quiz.answers import choice_id

LESSON = "empathy.l1-start"
QUESTION = "empathy.q01"
READERS = AGENTS | REVIEWERS | SUPERVISORS | ADMIN
SITE = "http://127.0.0.1:8501"


def prepare(centre: Centre) -> None:
    """A certificate of "agent here"."""
    passed(centre.store, centre.agent)


def _published(scene: Scene) -> Scene:
    modules.publish(scene.centre.store, [sample_module()], NOW)
    return scene


def _due(scene: Scene) -> DueCard:
    """A card of "agent here", due again however often it was answered."""
    store, agent = _published(scene).centre.store, scene.centre.agent
    module = modules.published(store)["empathy"]
    with store.transaction() as work:
        reviews.add_missed(work, agent.account_id, module, ["empathy.q03"], NOW)
    return reviews.queue(store, agent, NOW).due[0]


def _given(card: DueCard) -> Given:
    return Given(card.question.id, card.token, "true", 10)


def _told(scene: Scene, actor: Account) -> object:
    card = _due(scene)
    reviews.answer(scene.centre.store, scene.centre.agent, _given(card), NOW)
    return reviewed.told(scene.centre.store, actor, card.token)


def _report(scene: Scene, actor: Account) -> None:
    question = _due(scene).question
    reviewed.report_question(scene.centre.store, actor, question, "unclear", NOW)


def _code(scene: Scene) -> str:
    """The certificate of "agent here"."""
    return certificates.list_own(scene.centre.store, scene.centre.agent)[0].code


def _try(scene: Scene, actor: Account) -> object:
    answer = choice_id(sample_module().questions[0], "option", 0)
    store = _published(scene).centre.store
    return learning.try_question(store, actor, LESSON, QUESTION, answer)


ACTS: dict[str, Row] = {
    "learning.has_path": Row(AGENTS, lambda s, who: learning.has_path(s.centre.store, who)),
    "learning.progress": Row(AGENTS, lambda s, who: learning.progress(s.centre.store, who)),
    "learning.my_path": Row(AGENTS, lambda s, who: learning.my_path(s.centre.store, who)),
    "learning.catalogue": Row(READERS, lambda s, who: learning.catalogue(s.centre.store, who)),
    "learning.open_module": Row(
        READERS, lambda s, who: learning.open_module(_published(s).centre.store, who, "empathy")
    ),
    "learning.open_lesson": Row(
        READERS, lambda s, who: learning.open_lesson(_published(s).centre.store, who, LESSON)
    ),
    "learning.read_lesson": Row(
        AGENTS, lambda s, who: learning.read_lesson(_published(s).centre.store, who, LESSON, NOW)
    ),
    "learning.try_question": Row(READERS, _try),
    "reviews.queue": Row(AGENTS, lambda s, who: reviews.queue(s.centre.store, who, NOW)),
    "reviews.answer": Row(
        AGENT, lambda s, who: reviews.answer(s.centre.store, who, _given(_due(s)), NOW)
    ),
    "reviewed.told": Row(AGENT, _told),
    "reviewed.report_question": Row(AGENT, _report),
    "today.today": Row(AGENTS, lambda s, who: today.today(s.centre.store, who, NOW)),
    "certificates.list_own": Row(AGENTS, lambda s, who: certificates.list_own(s.centre.store, who)),
    "certificates.list_of": Row(
        SUPERVISOR,
        lambda s, who: certificates.list_of(s.centre.store, who, s.centre.agent.account_id),
    ),
    "certificates.pdf": Row(
        AGENT | SUPERVISOR,
        lambda s, who: certificates.pdf(s.centre.store, who, _code(s), "en", SITE),
    ),
    "certificates.revoke": Row(
        SUPERVISOR, lambda s, who: certificates.revoke(s.centre.store, who, _code(s), "why", NOW)
    ),
}
