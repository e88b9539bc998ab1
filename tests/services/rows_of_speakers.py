"""Rows of the permission tests: who the agent is, put right."""

from services import speakers
from services.speakers import Change, Correction
from storage.records import Account
from tests.services.conftest import NOW, evaluation_of
from tests.services.scene import REVIEWER, SUPERVISOR, Row, Scene


def _correct(scene: Scene, actor: Account) -> object:
    wanted = Correction(Change.SWAP, seen=0)
    evaluation_id = evaluation_of(scene.waiting)
    return speakers.correct_speakers(scene.centre.store, actor, evaluation_id, wanted, NOW)


ACTS = {
    "speakers.open_speakers": Row(
        REVIEWER | SUPERVISOR,
        lambda s, who: speakers.open_speakers(s.centre.store, who, s.waiting.call_id),
        on_call=True,
    ),
    "speakers.correct_speakers": Row(REVIEWER, _correct, on_call=True),
}
