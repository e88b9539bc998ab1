"""The worker judges a call by the centre's own phrases that are in force at that moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.model import Evaluation, Language
from qa.own_phrases import PhraseKind
from services import phrases
from services.phrases import Draft
from storage.accounts import NewAccount
from storage.records import Account, Call, Role
from tests.jobs.centre import NOW, Centre, finished, open_centre

SAID = """Agent: Hello, you have reached Cedar Bank, this is Mona. How can I help you today?
Customer: Hello, I would like the fee back please.
Agent: As per policy the fee stays, I am afraid. Is there anything else for you?
Customer: No, thank you.
"""
DRAFT = Draft(Language.EN, PhraseKind.LITERAL, "refusal", "as per policy")


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[Centre]:
    centre = open_centre(database_url, tmp_path)
    yield centre
    centre.close()


def judged(centre: Centre, call: Call) -> Evaluation:
    worker = centre.start_worker()
    worker.hear(finished(call))
    assert worker.stop() == 0
    with centre.store.reading() as work:
        stored = work.evaluations.find_by_call(call.call_id)
    assert stored is not None
    return stored.evaluation


def named(evaluation: Evaluation) -> list[int]:
    return [finding.own_phrase for finding in evaluation.findings if finding.own_phrase]


def test_a_call_is_judged_by_the_phrases_in_force(centre: Centre) -> None:
    admin = _admin(centre)
    number = phrases.add_phrase(centre.store, admin, DRAFT, NOW)
    first = judged(centre, centre.add_transcript(SAID))
    assert (named(first), first.phrases_version) == ([number], 1)

    phrases.switch_off(centre.store, admin, number, NOW)
    second = judged(centre, centre.add_transcript(SAID.replace("Mona", "Huda")))
    assert (named(second), second.phrases_version) == ([], 2)


def _admin(centre: Centre) -> Account:
    with centre.store.transaction() as work:
        return work.accounts.add(NewAccount("root", "Root", Role.ADMIN, Language.EN), NOW)
