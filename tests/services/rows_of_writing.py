"""Rows of the permission tests: the writing lab."""

from services import modules, writing
from services.writing import NewDraft
from storage.records import Account
from tests.sample_module import sample_module
from tests.services.conftest import NOW
from tests.services.scene import AGENT, AGENTS, SUPERVISOR, Row, Scene

TASK, SENT_TASK = "writing.t01", "writing.t02"
DRAFT = NewDraft(1, "Hello Reem, I am sorry the order is late. I will call you by 4 pm today.")


def _published(scene: Scene) -> Scene:
    modules.publish(scene.centre.store, [sample_module("writing")], NOW)
    return scene


def _piece(scene: Scene) -> int:
    """A piece of "agent here", with one draft."""
    store, agent = _published(scene).centre.store, scene.centre.agent
    return writing.begin(store, agent, TASK, "en", DRAFT, NOW)


def _sent(scene: Scene) -> int:
    """Of a task of its own, sent once: only the first sent piece of a task is evidence."""
    store, agent = _published(scene).centre.store, scene.centre.agent
    before = writing.find_offered(store, agent, SENT_TASK).piece
    if before is not None:
        return before.piece_id
    piece_id = writing.begin(store, agent, SENT_TASK, "en", DRAFT, NOW)
    writing.submit_piece(store, agent, piece_id, NOW)
    return piece_id


def _write(scene: Scene, actor: Account) -> object:
    second = NewDraft(2, DRAFT.text)
    return writing.write_draft(scene.centre.store, actor, _piece(scene), second, NOW)


ACTS: dict[str, Row] = {
    "writing.list_offered": Row(
        AGENTS, lambda s, who: writing.list_offered(_published(s).centre.store, who)
    ),
    "writing.find_offered": Row(
        AGENTS, lambda s, who: writing.find_offered(_published(s).centre.store, who, TASK)
    ),
    "writing.start_piece": Row(
        AGENTS, lambda s, who: writing.start_piece(_published(s).centre.store, who, TASK, "ar", NOW)
    ),
    "writing.begin": Row(
        AGENTS,
        lambda s, who: writing.begin(_published(s).centre.store, who, TASK, "en", DRAFT, NOW),
    ),
    "writing.open_piece": Row(
        AGENT, lambda s, who: writing.open_piece(s.centre.store, who, _piece(s))
    ),
    "writing.open_sent_piece": Row(
        SUPERVISOR, lambda s, who: writing.open_sent_piece(s.centre.store, who, _sent(s))
    ),
    "writing.write_draft": Row(AGENT, _write),
    "writing.submit_piece": Row(
        AGENT, lambda s, who: writing.submit_piece(s.centre.store, who, _piece(s), NOW)
    ),
}
