"""Removing a wrongly added call."""

from pathlib import Path

import pytest

from services import calls, evaluations
from services.errors import Invalid, NotFound, Refused
from storage.records import Role
from tests.services.conftest import NOW, Centre, evaluation_of

SECRET = "unrepeatable"


def test_a_removed_call_leaves_a_line_and_no_content(both: Centre) -> None:
    call = both.add_evaluated(recording=both.recording_file())
    _remove(both, call.call_id, "added for the wrong agent")
    with both.store.reading() as work:
        line = work.audit.latest(0, 1)[0]
        assert work.transcripts.find(call.call_id) is None
        assert work.evaluations.find_by_call(call.call_id) is None
    assert (line.act, line.subject, line.actor_name) == (
        "call.remove",
        call.reference,
        both.reviewer.name,
    )
    assert line.detail == {"reason": "added for the wrong agent"}
    assert list(both.files.hashes()) == []
    with pytest.raises(NotFound):
        calls.get_call(both.store, both.reviewer, call.call_id)


def test_nothing_that_was_said_is_left_in_the_database_file(centre: Centre) -> None:
    name = calls.stage_transcript("a.txt", f"Agent: Hello\nCustomer: {SECRET}".encode())
    call = centre.add_call(transcript=name)
    database = centre.store.database_url.removeprefix("sqlite:///")
    assert SECRET in _bytes(database)
    _remove(centre, call.call_id)
    assert SECRET not in _bytes(database)


def test_a_recording_that_another_team_has_too_stays(both: Centre) -> None:
    first = both.add_call(recording=both.recording_file())
    stranger = both.person(Role.AGENT, both.there)
    second = both.add_call(stranger, transcript=None, recording=both.recording_file())
    _remove(both, first.call_id)
    assert list(both.files.hashes()) == [second.recording_sha256]


def test_a_removed_call_can_be_added_again(both: Centre) -> None:
    _remove(both, both.add_call(recording=both.recording_file()).call_id)
    assert both.add_call(recording=both.recording_file()).call_id == 2


def test_a_released_call_stays_until_its_release_is_withdrawn(centre: Centre) -> None:
    call = centre.add_released()
    with pytest.raises(Refused, match="call_released"):
        _remove(centre, call.call_id)
    evaluations.withdraw_release(
        centre.store, centre.reviewer, evaluation_of(call), "wrong call", NOW
    )
    _remove(centre, call.call_id)
    assert "call.remove" in centre.audit_acts()


def test_removing_needs_a_reason(centre: Centre) -> None:
    call = centre.add_call()
    with pytest.raises(Invalid, match="reason_missing"):
        _remove(centre, call.call_id, " \0 ")


def test_removing_twice_finds_nothing_the_second_time(centre: Centre) -> None:
    call = centre.add_call()
    _remove(centre, call.call_id)
    with pytest.raises(NotFound):
        _remove(centre, call.call_id)


def _remove(centre: Centre, call_id: int, reason: str = "twice") -> None:
    calls.remove_call(centre.store, centre.files, centre.reviewer, call_id, reason, NOW)


def _bytes(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8", "replace")
