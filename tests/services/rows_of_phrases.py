"""Who may set the centre's own phrases; part of test_permissions.py."""

from qa.model import Language
from qa.own_phrases import PhraseKind
from services import phrases
from services.phrases import Draft
from storage.own_phrases import NewPhrase
from storage.records import Account
from tests.services.conftest import NOW
from tests.services.scene import ADMIN, SUPERVISORS, Row, Scene

DRAFT = Draft(Language.EN, PhraseKind.LITERAL, "slang", "as per policy")


def _switch_off(scene: Scene, actor: Account) -> None:
    with scene.centre.store.transaction() as work:
        new = NewPhrase(DRAFT.language, DRAFT.kind, DRAFT.category, "whatever you say")
        number = work.own_phrases.add(new, scene.centre.admin.account_id, NOW)
    phrases.switch_off(scene.centre.store, actor, number, NOW)


ACTS: dict[str, Row] = {
    "phrases.list_phrases": Row(
        SUPERVISORS | ADMIN, lambda s, who: phrases.list_phrases(s.centre.store, who)
    ),
    "phrases.add_phrase": Row(
        SUPERVISORS | ADMIN, lambda s, who: phrases.add_phrase(s.centre.store, who, DRAFT, NOW)
    ),
    "phrases.switch_off": Row(SUPERVISORS | ADMIN, _switch_off),
}
