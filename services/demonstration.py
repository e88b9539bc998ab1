"""Fills an empty database with the demonstration centre, through the services, in order of time."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.audio import AudioLimits, decode
from qa.model import Scorecard
from qa.pipeline import Engine
from qa.roles.hearing import hear
from qa.scorecard import load_scorecard
from services import (
    calls,
    coaching,
    demonstration_learning,
    evaluations,
    modules,
    processing,
    spelling,
    staging,
    warming,
)
from services.demonstration_content import Content, PastCall, Person, Review, load_content
from services.demonstration_learning import Step
from services.staging import StagedFile
from storage.accounts import NewAccount
from storage.recordings import RecordingFiles
from storage.records import Account, Recording
from storage.store import Store

ADDS_THE_REST = "sami"  # calls that nobody has reviewed yet
OPENED = timedelta(days=60)  # the centre's age
ADDED_AFTER = timedelta(hours=2)  # the call
JUDGED_AFTER = timedelta(hours=2, minutes=1)
# From midnight after the call, and the minutes of its own time, so that not all are at the hour.
REVIEWED_AT = timedelta(hours=8)
RELEASED_AT = timedelta(hours=8, minutes=12)
READ_AT = timedelta(hours=13)
ACKNOWLEDGED_AT = timedelta(hours=13, minutes=7)


@dataclass(frozen=True, slots=True)
class Limits:
    max_upload_bytes: int = 10 * 1024 * 1024
    max_audio_s: int = 10 * 60


def create(store: Store, files: RecordingFiles, now: datetime) -> bool:
    """True where the centre was made; a database with people in it is left as it is.

    Made whole or not at all: half a centre would never be completed.
    """
    with store.at_once() as whole:
        return _create(whole, files, now)


def _create(store: Store, files: RecordingFiles, now: datetime) -> bool:
    content = load_content()
    people = _open_centre(store, content, now)
    if people is None:
        return False
    warming.warm_up_soon(spelling.warm_up)  # beside the judging of the calls
    if not modules.published(store):
        modules.publish_shipped(store, now - OPENED)
    centre = _Centre(store, files, people, Engine(), load_scorecard())
    steps = [step for past in content.calls for step in _History(centre, past, now).steps()]
    learners = demonstration_learning.Centre(store, people, now)
    steps += demonstration_learning.steps(learners, content.learning)
    for at, act in sorted(steps, key=lambda step: step[0]):
        act(at)
    return True


@dataclass(frozen=True, slots=True)
class _Centre:
    store: Store
    files: RecordingFiles
    people: dict[str, Account]
    engine: Engine
    scorecard: Scorecard


def _open_centre(store: Store, content: Content, now: datetime) -> dict[str, Account] | None:
    """Teams and people in one transaction; without passwords nobody signs in with one."""
    with store.transaction() as work:
        if work.accounts.all():
            return None
        teams = {key: work.teams.add(name).team_id for key, name in content.teams.items()}
        return {
            person.username: work.accounts.add(
                NewAccount(
                    username=person.username,
                    name=person.name,
                    role=person.role,
                    language=person.language,
                    team_ids=tuple(teams[key] for key in person.teams),
                    is_demonstration=True,
                ),
                _hired_at(person, now),
            )
            for person in content.people
        }


def _hired_at(person: Person, now: datetime) -> datetime:
    days = person.hired_days_ago
    return now - (OPENED if days is None else timedelta(days=days))


class _History:
    """What happened to one call, as steps at their times."""

    def __init__(self, centre: _Centre, past: PastCall, now: datetime) -> None:
        self._centre = centre
        self._past = past
        day = (now.astimezone(UTC) - timedelta(days=past.days_ago)).date()
        self._happened_at = datetime.combine(day, past.at, UTC)
        self._day_after = datetime.combine(day, time(minute=past.at.minute), UTC) + timedelta(
            days=1
        )
        self._call_id = 0

    def steps(self) -> Iterator[Step]:
        yield self._happened_at + ADDED_AFTER, self._add
        yield self._happened_at + JUDGED_AFTER, self._judge
        if (review := self._past.review) is None:
            return
        if review.decisions:
            yield self._day_after + REVIEWED_AT, lambda at: self._decide(review, at)
        yield self._day_after + RELEASED_AT, lambda at: self._release(review, at)
        if review.seen:
            yield self._day_after + READ_AT, self._read
        if review.acknowledged:
            yield self._day_after + ACKNOWLEDGED_AT, lambda at: self._answer(review, at)

    def _add(self, at: datetime) -> None:
        past, centre = self._past, self._centre
        new_call = calls.NewCall(
            agent_id=centre.people[past.agent].account_id,
            channel=past.channel,
            direction=past.direction,
            happened_at=self._happened_at,
            recording=_stage_recording(past.recording) if past.recording else None,
            transcript=staging.stage_transcript(past.transcript.name, past.transcript.read_bytes()),
        )
        added_by = centre.people[past.review.by if past.review else ADDS_THE_REST]
        call = calls.import_recording(centre.store, centre.files, added_by, new_call, at)
        self._call_id = call.call_id

    def _judge(self, at: datetime) -> None:
        centre = self._centre
        job = processing.begin(centre.store, self._call_id)
        if job is None or job.supplied is None:
            return
        if job.recording and self._past.recording:
            processing.store_decoded(centre.store, _with_peaks(job.recording, self._past.recording))
        transcript = hear(centre.engine, job.supplied, centre.scorecard, self._past.direction)
        evaluation = centre.engine.evaluate(transcript, centre.scorecard)
        processing.complete(centre.store, self._call_id, transcript, evaluation, at)

    def _decide(self, review: Review, at: datetime) -> None:
        """The decisions that differ from what the engine found."""
        store, reviewer = self._centre.store, self._centre.people[review.by]
        view = evaluations.open_evaluation(store, reviewer, self._call_id)
        found = {result.criterion.criterion_id: result.verdict for result in view.results}
        for decision in review.decisions:
            if found[decision.criterion_id] is not decision.verdict:
                evaluation_id = view.stored.evaluation_id
                evaluations.override_criterion(store, reviewer, evaluation_id, decision, at)

    def _release(self, review: Review, at: datetime) -> None:
        store, reviewer = self._centre.store, self._centre.people[review.by]
        evaluation_id = calls.get_call(store, reviewer, self._call_id).evaluation_id
        if evaluation_id is not None:
            evaluations.release(store, reviewer, evaluation_id, at)

    def _read(self, at: datetime) -> None:
        coaching.open_card(self._centre.store, self._agent, self._card_id(), at)

    def _answer(self, review: Review, at: datetime) -> None:
        store, card_id = self._centre.store, self._card_id()
        coaching.acknowledge_card(store, self._agent, card_id, review.comment, at)

    @property
    def _agent(self) -> Account:
        return self._centre.people[self._past.agent]

    def _card_id(self) -> int:
        cards = coaching.list_cards(self._centre.store, self._agent)
        return next(line.card.card_id for line in cards if line.call.call_id == self._call_id)


def _stage_recording(path: Path) -> StagedFile:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return staging.stage_recording(path, path.name, sha256, Limits())


def _with_peaks(recording: Recording, path: Path) -> Recording:
    """The recording with what decoding found out, as the worker keeps it."""
    with TemporaryDirectory() as folder:
        decoded = decode(path, path.name, Path(folder), AudioLimits())
    return replace(
        recording,
        duration_s=decoded.duration_s,
        channels=len(decoded.channels),
        peaks=decoded.peaks,
    )
