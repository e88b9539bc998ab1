"""A card number that was typed anywhere is nowhere afterwards."""

import logging
from pathlib import Path

import pytest

from qa.model import Verdict
from services import calls, coaching, evaluations, processing
from services.evaluations import Decision
from storage.audit import AuditLine
from storage.records import Call
from tests.services.conftest import NOW, Centre, evaluation, evaluation_of

CARDS = ("4111 1111 1111 1111", "4111-1111-1111-1111", "٤١١١ ١١١١ ١١١١ ١١١١", "۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱")
TRACES = ("4111", "1111", "٤١١١", "١١١١", "۴۱۱۱", "۱۱۱۱")


@pytest.mark.parametrize("card", CARDS)
def test_no_card_number_is_left_in_database_files_or_log(
    centre: Centre, caplog: pytest.LogCaptureFixture, card: str
) -> None:
    caplog.set_level(logging.DEBUG)
    call = _live_through(centre, card)
    _remove_another(centre, card)
    centre.store.close()
    everything = [caplog.text, *map(_text, centre.folder.rglob("*")), _text(_database(centre))]
    assert call.reference in everything[-1]
    assert not [trace for trace in TRACES for text in everything if trace in text]


def _live_through(centre: Centre, card: str) -> Call:
    said = f"Agent: Which card?\nCustomer: It is {card}.\nAgent: Thank you, goodbye."
    staged = calls.stage_transcript(f"{card}.txt", said.encode())
    call = centre.add_call(transcript=staged, recording=centre.recording_file())
    begun = processing.begin(centre.store, call.call_id)
    assert begun is not None
    assert begun.supplied is not None
    made = evaluation({"closing": Verdict.NOT_MET})
    processing.complete(centre.store, call.call_id, begun.supplied, made, NOW)
    call = centre.call(call)
    decision = Decision("company", Verdict.NOT_MET, f"only {card} was heard")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    comment = f"I should not have said {card}"
    coaching.acknowledge_card(centre.store, centre.agent, centre.card_of(call), comment, NOW)
    return call


def _remove_another(centre: Centre, card: str) -> None:
    wrong = centre.add_call()
    calls.remove_call(
        centre.store, centre.files, centre.reviewer, wrong.call_id, f"had {card} in it", NOW
    )
    with centre.store.transaction() as work:
        work.audit.add(None, AuditLine("call.failed", "C-00001"), NOW)


def _database(centre: Centre) -> Path:
    return Path(centre.store.database_url.removeprefix("sqlite:///"))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
