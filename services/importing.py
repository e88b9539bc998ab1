"""Adding a call: checked, its files kept, its job in the queue, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from qa.model import Channel, Direction, Language, Transcript
from services.access import Act, require, visible_teams
from services.errors import Duplicate, Invalid, Refused
from services.staging import StagedFile
from storage.audit import AuditLine
from storage.calls import CallToAdd
from storage.recordings import RecordingFiles
from storage.records import Account, Call, Recording, Role
from storage.store import Store, Work

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


def import_recording(
    store: Store, files: RecordingFiles, actor: Account, new_call: NewCall, now: datetime
) -> Call:
    """Add a call with its job; Duplicate where its team has the same bytes already."""
    require(actor, Act.IMPORT_CALL)
    return _import(store, files, actor, new_call, now)


def import_from_console(
    store: Store, files: RecordingFiles, new_call: NewCall, now: datetime
) -> Call:
    """As import_recording, for any team, by whoever holds the machine; the audit says so."""
    return _import(store, files, None, new_call, now)


def drop_unused(store: Store, files: RecordingFiles, sha256: str) -> bool:
    """Remove a recording's file unless a call has it; nobody can add such a call meanwhile."""
    with store.transaction() as work:
        work.recordings.lock(sha256)
        unused = work.recordings.drop_if_unused(sha256)
        if unused:
            files.remove(sha256)
        return unused


def _import(
    store: Store, files: RecordingFiles, actor: Account | None, new_call: NewCall, now: datetime
) -> Call:
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


def _agent_to_import_for(work: Work, actor: Account | None, agent_id: int) -> Account:
    """Another team's agent is as unknown as one who is not there."""
    agent = work.accounts.find(agent_id)
    if agent is None or not (agent.role is Role.AGENT and agent.active and agent.team_ids):
        raise Invalid("agent_unknown")
    if actor is not None and agent.team_ids[0] not in visible_teams(actor):
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
    try:
        files.put(staged.path, staged.sha256)
    except OSError as error:
        raise Refused("disk_full", name=staged.name) from error
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


def _call_to_add(
    new_call: NewCall, agent: Account, actor: Account | None, now: datetime
) -> CallToAdd:
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
        added_by=actor.account_id if actor else None,
        added_at=now,
        recording_sha256=recording.sha256 if recording else None,
        transcript_sha256=transcript.sha256 if transcript else None,
        is_demonstration=agent.is_demonstration,
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
