"""Calls: listing, hearing, removing and trying again; adding one stands in importing.py."""

from dataclasses import dataclass
from datetime import datetime

from services.access import Act, can, require, visible_teams
from services.errors import Invalid, NotFound, Refused
from services.importing import NewCall as NewCall
from services.importing import drop_unused as drop_unused
from services.importing import import_from_console as import_from_console
from services.importing import import_recording as import_recording
from services.staging import FileKind as FileKind
from services.staging import StagedFile as StagedFile
from services.staging import shown_name as shown_name
from services.staging import stage_recording as stage_recording
from services.staging import stage_transcript as stage_transcript
from services.written import clean_short, says_something
from storage.audit import AuditLine
from storage.recordings import RecordingFiles
from storage.records import Account, Call, CallStatus, Recording
from storage.records import CallFilter as CallFilter
from storage.store import Store, Work

PAGE_SIZE = 25
LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class CallPage:
    """`page` counts from 1; `total` counts the calls on all pages."""

    calls: tuple[Call, ...]
    total: int
    page: int
    pages: int


def list_calls(store: Store, actor: Account, wanted: CallFilter, page: int = 1) -> CallPage:
    """The calls of the actor's teams, the latest first; a page too far is the last one."""
    require(actor, Act.LIST_CALLS)
    teams = visible_teams(actor)
    with store.reading() as work:
        total = work.calls.count(teams, wanted)
        pages = max(1, -(-total // PAGE_SIZE))
        shown = min(max(page, 1), pages)
        calls = work.calls.page(teams, wanted, (shown - 1) * PAGE_SIZE, PAGE_SIZE)
    return CallPage(calls=calls, total=total, page=shown, pages=pages)


def get_call(store: Store, actor: Account, call_id: int) -> Call:
    with store.reading() as work:
        return _visible(work, actor, call_id)


def remove_call(
    store: Store, files: RecordingFiles, actor: Account, call_id: int, reason: str, now: datetime
) -> None:
    """The call, its transcript, evaluation and recording; the audit line keeps no content."""
    kept_reason = clean_reason(reason)
    with store.transaction() as work:
        call = _locked(work, actor, Act.REMOVE_CALL, call_id)
        if call.released_at is not None:
            raise Refused("call_released")
        work.calls.remove(call_id)
        detail = {"reason": kept_reason}
        work.audit.add(actor, AuditLine("call.remove", call.reference, detail), now)
    if call.recording_sha256:
        drop_unused(store, files, call.recording_sha256)


def retry_call(store: Store, actor: Account, call_id: int, now: datetime) -> Call:
    """Put a failed call into the queue again; one that has not failed stays as it is."""
    with store.transaction() as work:
        call = _locked(work, actor, Act.RETRY_CALL, call_id)
        if call.status is not CallStatus.FAILED:
            return call
        work.calls.set_attempt(call_id, call.attempt + 1)
        work.calls.set_status(call_id, CallStatus.RECEIVED)
        work.queue.enqueue_call(call_id, call.attempt + 1)
        work.audit.add(actor, AuditLine("call.retry", call.reference), now)
        return work.calls.get(call_id)


def recording_for(store: Store, actor: Account, call_id: int) -> tuple[Recording, Call]:
    """The recording this person may hear; NotFound for everything else."""
    with store.reading() as work:
        return _audible(work, actor, call_id)


def play_recording(
    store: Store, actor: Account, call_id: int, session_id: int, now: datetime
) -> Recording:
    """As recording_for, and an audit line for the first time in this session."""
    detail = {"session": str(session_id)}
    with store.reading() as work:
        recording, call = _audible(work, actor, call_id)
        last = work.audit.last_detail(actor.account_id, "recording.play", call.reference)
    if last != detail:
        with store.transaction() as work:
            work.audit.add(actor, AuditLine("recording.play", call.reference, detail), now)
    return recording


def clean_reason(reason: str) -> str:
    """A reason is asked for wherever something is undone or changed."""
    cleaned = clean_short(reason, LONGEST_REASON)
    if not says_something(cleaned):
        raise Invalid("reason_missing")
    return cleaned


def _visible(work: Work, actor: Account, call_id: int) -> Call:
    call = work.calls.find(call_id)
    if call is None:
        raise NotFound
    require(actor, Act.LIST_CALLS, on=call)
    return call


def _locked(work: Work, actor: Account, act: Act, call_id: int) -> Call:
    call = work.calls.lock(call_id)
    if call is None:
        raise NotFound
    require(actor, act, on=call)
    return call


def _audible(work: Work, actor: Account, call_id: int) -> tuple[Recording, Call]:
    call = work.calls.find(call_id)
    if call is None or not can(actor, Act.HEAR_RECORDING, on=call):
        raise NotFound
    recording = work.recordings.find(call.recording_sha256) if call.recording_sha256 else None
    if recording is None:
        raise NotFound
    return recording, call
