"""Uploaded files become a call."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from qa.model import Channel, Direction, Language
from services import calls
from services.errors import Duplicate, PermissionDenied, ServiceError
from storage.recordings import RecordingFiles
from storage.records import LARGEST_ID, Account
from storage.store import Store
from web import session
from web.answers import refusal
from web.forms import BodyTooLarge, read_body
from web.staging import Staging, Upload


def _in_utc(moment: datetime) -> datetime:
    """ValueError where the moment falls out of the calendar's first or last year."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error


class CallRequest(BaseModel):
    """What the calls page sends; the files come before it, one by one, to /api/uploads."""

    model_config = ConfigDict(extra="forbid")

    agent_id: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    channel: Channel
    direction: Direction
    happened_at: Annotated[AwareDatetime, AfterValidator(_in_utc)]
    language: Language | None = None
    recording_upload: str | None = None
    transcript_upload: str | None = None


def routes(store: Store, files: RecordingFiles, staging: Staging) -> list[Route]:
    return [Route("/api/calls", _Calls(store, files, staging).add, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _Calls:
    store: Store
    files: RecordingFiles
    staging: Staging

    async def add(self, request: Request) -> Response:
        actor = session.present(request).account
        if not session.is_genuine(request):
            return refusal(403, "page_outdated", actor.language)
        try:
            asked = CallRequest.model_validate_json(await read_body(request))
        except BodyTooLarge:
            return refusal(413, "request_too_large", actor.language)
        except ValidationError:
            return refusal(422, "call_details_missing", actor.language)
        return await self._add(actor, asked)

    async def _add(self, actor: Account, asked: CallRequest) -> Response:
        names = [name for name in (asked.recording_upload, asked.transcript_upload) if name]
        uploads = self.staging.claim_all(actor.account_id, names)
        if uploads is None:
            return refusal(410, "upload_gone", actor.language)
        try:
            with self.staging.using(uploads):
                return await run_in_threadpool(self._import, actor, _new_call(asked, uploads))
        except ServiceError as error:
            status = 403 if isinstance(error, PermissionDenied) else 422
            return refusal(status, error.code, actor.language, **error.params)

    def _import(self, actor: Account, new_call: calls.NewCall) -> JSONResponse:
        """The new call, or a link to the first with the same bytes."""
        try:
            call = calls.import_recording(
                self.store, self.files, actor, new_call, datetime.now(UTC)
            )
        except Duplicate as first:
            same = {"call_id": first.call_id, "reference": first.reference}
            return JSONResponse({"duplicate": same})
        return JSONResponse({"call_id": call.call_id, "reference": call.reference}, 201)


def _new_call(asked: CallRequest, uploads: tuple[Upload, ...]) -> calls.NewCall:
    staged = {upload.staged.kind: upload.staged for upload in uploads}
    return calls.NewCall(
        agent_id=asked.agent_id,
        channel=asked.channel,
        direction=asked.direction,
        happened_at=asked.happened_at,
        language=asked.language,
        recording=staged.get(calls.FileKind.RECORDING),
        transcript=staged.get(calls.FileKind.TRANSCRIPT),
    )
