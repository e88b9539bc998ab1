"""Adding calls."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from qa.errors import FileRefused
from qa.model import Channel, Language
from services import accounts, calls
from services.calls import CallFilter
from services.errors import Duplicate, Invalid, PermissionDenied
from storage.records import CallStatus, Role
from tests.services.conftest import NOW, Centre, transcript_file

CARD = "4111 1111 1111 1111"


def test_a_call_is_received_with_what_was_said_about_it(both: Centre) -> None:
    call = both.add_call(recording=both.recording_file(), language=Language.AR)
    assert call.status is CallStatus.RECEIVED
    assert call.reference == "C-00001"
    assert call.agent_name == both.agent.name
    assert call.team_id == both.here
    assert call.language is Language.AR
    assert call.transcript_supplied
    assert both.audit_acts()[-1] == "call.import"


def test_the_recording_lies_under_its_content_hash(centre: Centre) -> None:
    staged = centre.recording_file()
    centre.add_call(transcript=None, recording=staged)
    assert centre.files.path(staged.sha256).read_bytes() == b"RIFF of one call"


def test_the_same_bytes_twice_lead_to_the_first_call(both: Centre) -> None:
    first = both.add_call(recording=both.recording_file())
    with pytest.raises(Duplicate) as refused:
        both.add_call(recording=both.recording_file())
    assert refused.value.call_id == first.call_id
    assert refused.value.reference == first.reference


def test_the_same_bytes_twenty_times_at_once_give_one_call(both: Centre) -> None:
    both.reviewer, both.agent  # noqa: B018 - made before the race

    def add(_: int) -> bool:
        try:
            both.add_call(transcript=transcript_file("one and the same"))
        except Duplicate:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        added = list(people.map(add, range(20)))
    page = calls.list_calls(both.store, both.reviewer, CallFilter())
    assert added.count(True) == 1
    assert page.total == 1


def test_a_copy_in_another_team_is_not_revealed(both: Centre) -> None:
    both.add_call(recording=both.recording_file())
    other = both.add_call(
        both.person(Role.AGENT, both.there), transcript=None, recording=both.recording_file()
    )
    assert other.team_id == both.there


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"transcript": None}, "file_missing"),
        ({"agent_id": 4711}, "agent_unknown"),
        ({"happened_at": NOW + timedelta(days=2)}, "date_in_future"),
        ({"happened_at": NOW.replace(year=1999)}, "date_too_early"),
        ({"happened_at": datetime(2026, 1, 1)}, "date_without_zone"),
        ({"channel": "pigeon"}, "channel_unknown"),
        ({"direction": "sideways"}, "direction_unknown"),
        ({"language": "fr"}, "language_unsupported"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_stored(
    centre: Centre, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        _import(centre, **changes)
    assert refused.value.code == code
    assert calls.list_calls(centre.store, centre.reviewer, CallFilter()).total == 0


def test_a_chat_has_no_recording(centre: Centre) -> None:
    with pytest.raises(Invalid, match="recording_needs_voice"):
        _import(centre, channel=Channel.CHAT, recording=centre.recording_file())


def test_an_agent_of_another_team_is_as_unknown_as_one_who_is_not_there(centre: Centre) -> None:
    stranger = centre.person(Role.AGENT, centre.there)
    with pytest.raises(Invalid, match="agent_unknown"):
        _import(centre, agent_id=stranger.account_id)


def test_a_reviewer_is_nobodys_agent(centre: Centre) -> None:
    with pytest.raises(Invalid, match="agent_unknown"):
        _import(centre, agent_id=centre.reviewer.account_id)


def test_a_disabled_agent_gets_no_calls(centre: Centre) -> None:
    accounts.set_active(centre.store, centre.admin, centre.agent.account_id, False, NOW)
    with pytest.raises(Invalid, match="agent_unknown"):
        _import(centre)


def test_an_agent_adds_no_calls(centre: Centre) -> None:
    with pytest.raises(PermissionDenied):
        calls.import_recording(centre.store, centre.files, centre.agent, centre.new_call(), NOW)


def test_a_refused_call_leaves_no_recording_behind(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = centre.recording_file()
    monkeypatch.setattr("storage.audit.Audit.add", _disk_full)
    with pytest.raises(OSError, match="full"):
        _import(centre, recording=staged)
    assert list(centre.files.hashes()) == []


def test_the_agents_name_of_the_call_is_found_in_either_spelling(centre: Centre) -> None:
    staged = replace(transcript_file("a"), name="شكوى البطاقة.txt")
    centre.add_call(transcript=staged)
    centre.add_call()
    found = calls.list_calls(centre.store, centre.reviewer, CallFilter(text="شكوي البطاقه"))
    assert [call.file_name for call in found.calls] == ["شكوى البطاقة.txt"]


def test_a_card_number_in_the_name_or_the_text_is_masked_before_anything_is_stored() -> None:
    staged = calls.stage_transcript(f"{CARD}.txt", f"Agent: Hello\nCustomer: {CARD}".encode())
    assert staged.name.endswith(".txt")
    assert "4111" not in staged.name
    assert staged.transcript is not None
    assert all("4111" not in segment.text for segment in staged.transcript.segments)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\calls\\one.wav", "one.wav"),
        ("call\u202egpj.wav", "callgpj.wav"),
        ("a\nb\0.wav", "ab.wav"),
    ],
)
def test_a_file_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert calls.shown_name(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert calls.shown_name("ت" * 300 + ".wav").endswith("….wav")


def test_an_empty_transcript_is_refused() -> None:
    with pytest.raises(FileRefused):
        calls.stage_transcript("call.txt", b"")


def test_lists_come_in_pages_and_narrow(centre: Centre) -> None:
    for number in range(30):
        centre.add_call(happened_at=NOW - timedelta(days=number + 1))
    last = calls.list_calls(centre.store, centre.reviewer, CallFilter(), page=99)
    waiting = CallFilter(status=CallStatus.RECEIVED, team_id=centre.here, language=Language.EN)
    assert (last.page, last.pages, last.total, len(last.calls)) == (2, 2, 30, 5)
    assert calls.list_calls(centre.store, centre.reviewer, waiting).total == 30
    assert calls.list_calls(centre.store, centre.reviewer, CallFilter(text="C-00007")).total == 1
    assert calls.list_calls(centre.store, centre.reviewer, CallFilter(released=True)).total == 0
    assert calls.list_calls(centre.store, centre.reviewer, CallFilter(text="100%_")).total == 0


def _import(centre: Centre, **changes: Any) -> None:
    new_call = centre.new_call(**changes)
    calls.import_recording(centre.store, centre.files, centre.reviewer, new_call, NOW)


def _disk_full(*_: object) -> None:
    raise OSError("disk full")
