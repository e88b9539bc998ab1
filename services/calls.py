"""Calls: adding, listing, removing and trying again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from qa.redaction import mask_text

from qa.model import Channel, Direction, Language, Transcript
from services.access import Act, can, require, visible_teams
from services.errors import Duplicate, Invalid, NotFound, Refused
from services.staging import FileKind as FileKind
from services.staging import StagedFile as StagedFile
from services.staging import shown_name as shown_name
from services.staging import stage_recording as stage_recording
from services.staging import stage_transcript as stage_transcript
from storage.audit import AuditLine
from storage.calls import CallToAdd
from storage.recordings import RecordingFiles
from storage.records import Account, Call, CallStatus, Recording, Role
from storage.records import CallFilter as CallFilter
from storage.store import Store, Work

PAGE_SIZE = 25
LONGEST_REASON = 2_000
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_DIFFERENCE = timedelta(days=1)  # a day ahead is another time zone, not the future

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NewCall:
    """What a person says about a call, and its files: a recording, a transcript, or both."""

    agent_id: int
    channel: Channel
    direction: Direction
    happened_at: datetime
    language: Language | None = None
    recording: StagedFile | None = None
    transcript: StagedFile | None = None


@dataclass(frozen=True, slots=True)
class CallPage:
    """`page` counts from 1; `total` counts the calls on all pages."""

    calls: tuple[Call, ...]
    total: int
    page: int
    pages: int


def import_recording(
    store: Store, files: RecordingFiles, actor: Account, new_call: NewCall, now: datetime
) -> Call:
    """Add a call with its job; Duplicate where its team has the same bytes already."""
    require(actor, Act.IMPORT_CALL)
    new_call = _checked(new_call, now)
    sha256 = new_call.recording.sha256 if new_call.recording else None
    with _no_file_left_over(store, files, sha256), store.transaction() as work:
        agent = _agent_to_import_for(work, actor, new_call.agent_id)
        work.teams.lock(agent.team_ids[0])
        _refuse_same(work, agent.team_ids[0], new_call)
        _keep_recording(work, files, new_call.recording)
        call = work.calls.add(_call_to_add(new_call, agent, actor, now))
        _keep_transcript(work, call, new_call.transcript, now)
        work.queue.enqueue_call(call.call_id, call.attempt)
        work.audit.add(actor, AuditLine("call.import", call.reference), now)
    return call


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


def drop_unused(store: Store, files: RecordingFiles, sha256: str) -> None:
    """Remove a recording's file unless a call has it; nobody can add such a call meanwhile."""
    with store.transaction() as work:
        work.recordings.lock(sha256)
        if work.recordings.drop_if_unused(sha256):
            files.remove(sha256)


def clean_reason(reason: str) -> str:
    """Masked, without NUL; a reason is asked for wherever something is undone or changed."""
    cleaned = mask_text(reason.replace("\0", "").strip())
    if not cleaned:
        raise Invalid("reason_missing")
    if len(cleaned) > LONGEST_REASON:
        raise Invalid("text_too_long", limit=LONGEST_REASON)
    return cleaned


def _checked(new_call: NewCall, now: datetime) -> NewCall:
    """The same call with its choices known to be real ones."""
    if new_call.recording is None and new_call.transcript is None:
        raise Invalid("file_missing")
    channel = _choice(Channel, new_call.channel, "channel_unknown")
    if new_call.recording is not None and channel is not Channel.VOICE:
        raise Invalid("recording_needs_voice")
    _check_date(new_call.happened_at, now)
    return replace(
        new_call,
        channel=channel,
        direction=_choice(Direction, new_call.direction, "direction_unknown"),
        language=new_call.language and _choice(Language, new_call.language, "language_unsupported"),
    )


def _choice(kind: type[Choice], value: str, code: str) -> Choice:
    try:
        return kind(str(value))
    except ValueError:
        raise Invalid(code) from None


def _check_date(happened_at: datetime, now: datetime) -> None:
    if happened_at.tzinfo is None:
        raise Invalid("date_without_zone")
    if happened_at > now + CLOCK_DIFFERENCE:
        raise Invalid("date_in_future")
    if happened_at < EARLIEST:
        raise Invalid("date_too_early")


def _agent_to_import_for(work: Work, actor: Account, agent_id: int) -> Account:
    """Another team's agent is as unknown as one who is not there."""
    agent = work.accounts.find(agent_id)
    if agent is None or agent.role is not Role.AGENT or not agent.active:
        raise Invalid("agent_unknown")
    if not set(agent.team_ids[:1]) & set(visible_teams(actor)):
        raise Invalid("agent_unknown")
    return agent


def _refuse_same(work: Work, team_id: int, new_call: NewCall) -> None:
    hashes = [file.sha256 if file else None for file in (new_call.recording, new_call.transcript)]
    same = work.calls.find_same(team_id, *hashes)
    if same is not None:
        raise Duplicate(same.call_id, same.reference)


def _keep_recording(work: Work, files: RecordingFiles, staged: StagedFile | None) -> None:
    if staged is None or staged.path is None or staged.info is None:
        return
    work.recordings.lock(staged.sha256)
    files.put(staged.path, staged.sha256)
    if work.recordings.find(staged.sha256) is None:
        work.recordings.put(
            Recording(
                sha256=staged.sha256,
                size_bytes=staged.size_bytes,
                media_type=staged.info.media_type,
                duration_s=staged.info.duration_s,
                channels=staged.info.channels,
            )
        )


def _keep_transcript(work: Work, call: Call, staged: StagedFile | None, now: datetime) -> None:
    if staged is None or staged.transcript is None:
        return
    transcript: Transcript = replace(
        staged.transcript,
        channel=call.channel,
        language=call.language or staged.transcript.language,
    )
    work.transcripts.put(call.call_id, transcript, now, supplied=True)


def _call_to_add(new_call: NewCall, agent: Account, actor: Account, now: datetime) -> CallToAdd:
    recording, transcript = new_call.recording, new_call.transcript
    named = recording or transcript
    heard = transcript.transcript.language if transcript and transcript.transcript else None
    return CallToAdd(
        agent_id=agent.account_id,
        team_id=agent.team_ids[0],
        channel=new_call.channel,
        direction=new_call.direction,
        happened_at=new_call.happened_at,
        file_name=named.name if named else "",
        language=new_call.language or heard,
        added_by=actor.account_id,
        added_at=now,
        recording_sha256=recording.sha256 if recording else None,
        transcript_sha256=transcript.sha256 if transcript else None,
    )


@contextmanager
def _no_file_left_over(store: Store, files: RecordingFiles, sha256: str | None) -> Iterator[None]:
    """A call that was not added after all leaves no file behind."""
    added = False
    try:
        yield
        added = True
    finally:
        if sha256 and not added:
            drop_unused(store, files, sha256)


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
