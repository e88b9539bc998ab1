"""Calls: adding, finding and listing; who may see them is decided in services.access."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from qa.errors import Param
from qa.model import Channel, Direction, Language
from qa.normalise import fold_text
from storage.records import Call, CallFilter, CallStatus
from storage.tables import AccountRow, CallRow, EvaluationRow, TeamRow


@dataclass(frozen=True, slots=True)
class CallToAdd:
    agent_id: int
    team_id: int
    channel: Channel
    direction: Direction
    happened_at: datetime
    file_name: str
    language: Language | None
    added_by: int | None
    added_at: datetime
    recording_sha256: str | None = None
    transcript_sha256: str | None = None
    is_demonstration: bool = False


class Calls:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: CallToAdd) -> Call:
        row = CallRow(
            agent_id=new.agent_id,
            team_id=new.team_id,
            channel=new.channel.value,
            direction=new.direction.value,
            happened_at=new.happened_at,
            file_name=new.file_name,
            language=new.language.value if new.language else None,
            status=CallStatus.RECEIVED.value,
            added_by=new.added_by,
            added_at=new.added_at,
            recording_sha256=new.recording_sha256,
            transcript_sha256=new.transcript_sha256,
            is_demonstration=new.is_demonstration,
        )
        self._session.add(row)
        self._session.flush()
        call = self.get(row.call_id)
        self._change(row.call_id, search_text=_search_text(call))
        return call

    def find(self, call_id: int) -> Call | None:
        found = self._session.execute(_SELECT.where(CallRow.call_id == call_id)).first()
        return _record(*found) if found else None

    def get(self, call_id: int) -> Call:
        """KeyError where there is none."""
        call = self.find(call_id)
        if call is None:
            raise KeyError(call_id)
        return call

    def of_ids(self, call_ids: Iterable[int]) -> dict[int, Call]:
        rows = self._session.execute(_SELECT.where(CallRow.call_id.in_(tuple(call_ids))))
        return {call.call_id: call for call in (_record(*row) for row in rows)}

    def lock(self, call_id: int) -> Call | None:
        """The call, which nobody else changes until this transaction ends."""
        held = select(CallRow.call_id).where(CallRow.call_id == call_id)
        self._session.execute(held.with_for_update(key_share=True))
        return self.find(call_id)

    def find_same(
        self, team_id: int, recording_sha256: str | None, transcript_sha256: str | None
    ) -> Call | None:
        """The team's call with the same recording, or else with the same transcript."""
        for column, value in (
            (CallRow.recording_sha256, recording_sha256),
            (CallRow.transcript_sha256, transcript_sha256),
        ):
            same = _SELECT.where(CallRow.team_id == team_id, column == value)
            found = self._session.execute(same).first() if value else None
            if found:
                return _record(*found)
        return None

    def page(
        self, team_ids: Iterable[int], wanted: CallFilter, offset: int, limit: int
    ) -> tuple[Call, ...]:
        """The latest calls first."""
        latest = (CallRow.happened_at.desc(), CallRow.call_id.desc())
        ids = _narrowed(select(CallRow.call_id), team_ids, wanted)
        ids = ids.order_by(*latest).offset(offset).limit(limit)
        rows = self._session.execute(
            _SELECT.where(CallRow.call_id.in_(ids.subquery().select())).order_by(*latest)
        )
        return tuple(_record(*row) for row in rows)

    def count(self, team_ids: Iterable[int] | None, wanted: CallFilter) -> int:
        """Without teams named, all the centre's calls."""
        counted = select(func.count(CallRow.call_id))
        return self._session.scalar(_narrowed(counted, team_ids, wanted)) or 0

    def next_unreleased(self, team_ids: Iterable[int], besides: int | None = None) -> int | None:
        """The evaluated call that has waited longest for a reviewer, `besides` left out."""
        waiting = CallFilter(status=CallStatus.DONE, released=False)
        oldest = _narrowed(select(CallRow.call_id), team_ids, waiting)
        oldest = oldest.where(CallRow.call_id != (besides or 0))
        return self._session.scalar(oldest.order_by(CallRow.added_at, CallRow.call_id).limit(1))

    def set_status(self, call_id: int, status: CallStatus, done: int = 0, total: int = 0) -> None:
        """A step on the way; what went wrong before is forgotten."""
        self._change(
            call_id,
            status=status.value,
            steps_done=done,
            steps_total=total,
            error_code=None,
            error_params={},
        )

    def set_failed(self, call_id: int, code: str, params: Mapping[str, Param]) -> None:
        self._change(
            call_id, status=CallStatus.FAILED.value, error_code=code, error_params=dict(params)
        )

    def set_language(self, call_id: int, language: Language) -> None:
        self._change(call_id, language=language.value)

    def set_attempt(self, call_id: int, attempt: int) -> None:
        self._change(call_id, attempt=attempt)

    def remove(self, call_id: int) -> None:
        """With its transcript, evaluation, overrides and card."""
        self._session.execute(delete(CallRow).where(CallRow.call_id == call_id))

    def _change(self, call_id: int, **values: object) -> None:
        self._session.execute(update(CallRow).where(CallRow.call_id == call_id).values(**values))


_SELECT = (
    select(
        CallRow,
        AccountRow.name,
        TeamRow.name,
        EvaluationRow.evaluation_id,
        EvaluationRow.score,
        EvaluationRow.released_at,
    )
    .join(AccountRow, AccountRow.account_id == CallRow.agent_id)
    .join(TeamRow, TeamRow.team_id == CallRow.team_id)
    .outerjoin(EvaluationRow, EvaluationRow.call_id == CallRow.call_id)
    .execution_options(populate_existing=True)
)


def reference(call_id: int) -> str:
    """What people see and say."""
    return f"C-{call_id:05d}"


def _search_text(call: Call) -> str:
    return fold_text(f"{call.reference} {call.agent_name} {call.file_name}")


def _narrowed(
    query: Select[int], team_ids: Iterable[int] | None, wanted: CallFilter
) -> Select[int]:
    conditions: list[ColumnElement[bool]] = []
    if team_ids is not None:
        conditions.append(CallRow.team_id.in_(tuple(team_ids)))
    if wanted.team_id is not None:
        conditions.append(CallRow.team_id == wanted.team_id)
    if wanted.agent_id is not None:
        conditions.append(CallRow.agent_id == wanted.agent_id)
    if wanted.status is not None:
        conditions.append(CallRow.status == wanted.status.value)
    if wanted.language is not None:
        conditions.append(CallRow.language == wanted.language.value)
    if wanted.text.strip():
        folded = fold_text(wanted.text.strip())
        conditions.append(CallRow.search_text.contains(folded, autoescape=True))
    if wanted.released is not None:
        conditions.append(_is_released() if wanted.released else ~_is_released())
    return query.where(*conditions)


def _is_released() -> ColumnElement[bool]:
    return exists().where(
        EvaluationRow.call_id == CallRow.call_id, EvaluationRow.released_at.is_not(None)
    )


def _record(
    row: CallRow,
    agent_name: str,
    team_name: str,
    evaluation_id: int | None,
    score: float | None,
    released_at: datetime | None,
) -> Call:
    return Call(
        call_id=row.call_id,
        reference=reference(row.call_id),
        agent_id=row.agent_id,
        agent_name=agent_name,
        team_id=row.team_id,
        team_name=team_name,
        channel=Channel(row.channel),
        direction=Direction(row.direction),
        happened_at=row.happened_at,
        file_name=row.file_name,
        language=Language(row.language) if row.language else None,
        status=CallStatus(row.status),
        added_by=row.added_by,
        added_at=row.added_at,
        recording_sha256=row.recording_sha256,
        transcript_supplied=row.transcript_sha256 is not None,
        steps_done=row.steps_done,
        steps_total=row.steps_total,
        error_code=row.error_code,
        error_params=cast(dict[str, Param], row.error_params),
        is_demonstration=row.is_demonstration,
        attempt=row.attempt,
        evaluation_id=evaluation_id,
        score=score,
        released_at=released_at,
    )
