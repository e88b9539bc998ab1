"""Files come in: streamed to disk while hashed, looked at, kept for the call they belong to."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from qa.errors import FileRefused, QaError
from qa.importers import MAX_BYTES as MAX_TRANSCRIPT_BYTES
from qa.importers import TRANSCRIPT_SUFFIXES
from services import access, calls
from services.errors import ServiceError
from services.staging import shown_name
from web import session
from web.answers import refusal
from web.options import WebSettings
from web.staging import Staging, Upload
from words import t

RECORDING_SUFFIXES = (".wav", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".mp4")
_BLOCK_BYTES = 1024 * 1024
_MIB = 1024 * 1024
_STATUS = {
    "file_too_large": 413,
    "upload_over_limit": 413,
    "transcript_too_large": 413,
    "file_type_unknown": 415,
    "upload_too_many": 429,
    "disk_full": 507,
}
_CLIENT_GONE = 499  # nobody reads it; it only names the case in the log


def routes(settings: WebSettings, staging: Staging) -> list[Route]:
    return [Route("/api/uploads", _Uploads(settings, staging).receive, methods=["PUT"])]


@dataclass(frozen=True, slots=True)
class _Uploads:
    settings: WebSettings
    staging: Staging

    async def receive(self, request: Request) -> Response:
        actor = session.present(request).account
        if not session.is_genuine(request):
            return refusal(403, "page_outdated", actor.language)
        name = _sent_name(request, actor.language)
        try:
            access.require(actor, access.Act.IMPORT_CALL)
            upload = await self._take(request, name)
        except ClientDisconnect:
            return Response(status_code=_CLIENT_GONE)
        except ServiceError as error:
            return refusal(403, error.code, actor.language, **error.params)
        except QaError as error:
            status = _STATUS.get(error.code, 422)
            return refusal(status, error.code, actor.language, **{"name": name, **error.params})
        return JSONResponse(_described(upload), status_code=201)

    async def _take(self, request: Request, name: str) -> Upload:
        self.staging.sweep(datetime.now(UTC))
        if request.query_params.get("kind") == "transcript":
            return await self._take_transcript(request, name)
        return await self._take_recording(request, name)

    async def _take_recording(self, request: Request, name: str) -> Upload:
        _refuse_early(request, name, RECORDING_SUFFIXES, self.settings.max_upload_bytes)
        account_id = session.present(request).account.account_id
        with self.staging.receiving(account_id, name) as path:
            sha256 = await _write(request, name, path, self.settings.max_upload_bytes)
            staged = await run_in_threadpool(
                calls.stage_recording, path, name, sha256, self.settings
            )
            return self.staging.keep(account_id, staged, datetime.now(UTC))

    async def _take_transcript(self, request: Request, name: str) -> Upload:
        """In memory only: nothing of it may touch the disk before it is masked."""
        _refuse_early(request, name, TRANSCRIPT_SUFFIXES, MAX_TRANSCRIPT_BYTES)
        account_id = session.present(request).account.account_id
        with self.staging.receiving(account_id, name):
            blocks = [block async for block in _blocks(request, name, MAX_TRANSCRIPT_BYTES)]
            staged = await run_in_threadpool(calls.stage_transcript, name, b"".join(blocks))
            return self.staging.keep(account_id, staged, datetime.now(UTC))


def _sent_name(request: Request, language: str) -> str:
    """The name to show: never a path, for none is ever made of it."""
    sent = unquote(request.headers.get("x-file-name", "")[:10_000], errors="replace")
    return shown_name(sent if sent.strip() else t("uploads.nameless", language))


def _refuse_early(request: Request, name: str, suffixes: tuple[str, ...], limit: int) -> None:
    """By name and declared length, before a byte of the body is read."""
    if PurePosixPath(name).suffix.lower() not in suffixes:
        raise FileRefused("file_type_unknown", name=name)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(name, limit, int(declared))


async def _write(request: Request, name: str, path: Path, limit: int) -> str:
    """Write the body to `path`; its SHA-256."""
    digest = hashlib.sha256()
    with path.open("xb") as file:
        async for block in _blocks(request, name, limit):
            digest.update(block)
            try:
                await run_in_threadpool(_write_block, file, block)
            except OSError as error:
                raise FileRefused("disk_full", name=name) from error
    return digest.hexdigest()


async def _blocks(request: Request, name: str, limit: int) -> AsyncIterator[bytes]:
    """The body in pieces of about a mebibyte; refused when it grows past `limit` or is empty."""
    block, size = bytearray(), 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise _too_large(name, limit)
        block += piece
        if len(block) >= _BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    if size == 0:
        raise FileRefused("file_empty", name=name)
    yield bytes(block)


def _write_block(file: BinaryIO, block: bytes) -> None:
    file.write(block)
    file.flush()


def _too_large(name: str, limit: int, size: int | None = None) -> FileRefused:
    """`size` is unknown where no length was declared: the rest is not waited for."""
    if limit == MAX_TRANSCRIPT_BYTES:
        return FileRefused("transcript_too_large", name=name, limit_mb=limit // _MIB)
    if size is None:
        return FileRefused("upload_over_limit", name=name, limit=limit // _MIB)
    return FileRefused("file_too_large", name=name, size=-(-size // _MIB), limit=limit // _MIB)


def _described(upload: Upload) -> dict[str, str | int]:
    staged = upload.staged
    return {
        "upload_id": upload.upload_id,
        "kind": staged.kind,
        "name": staged.name,
        "size": staged.size_bytes,
    }
