"""A call's recording, for whoever may open this very call; browsers ask for it in ranges."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from services import calls
from services.errors import ServiceError
from storage.recordings import RecordingFiles
from storage.records import Recording, read_id
from storage.store import Store
from web import session
from web.answers import plain_refusal

_WAV = "audio/wav"
_NO_CALL = 0


def routes(store: Store, files: RecordingFiles) -> list[Route]:
    return [Route("/recordings/{call_id}", _Recordings(store, files).play, methods=["GET"])]


@dataclass(frozen=True, slots=True)
class _Recordings:
    store: Store
    files: RecordingFiles

    async def play(self, request: Request) -> Response:
        here = session.present(request)
        call_id = read_id(request.path_params["call_id"]) or _NO_CALL
        try:
            recording = await run_in_threadpool(self._permitted, here, call_id)
        except ServiceError:
            # Refused and missing look the same: nobody learns which calls exist.
            return plain_refusal(404, "recording_not_found", here.account.language)
        path, media_type = self._rendition(recording)
        if not path.is_file():
            return plain_refusal(404, "recording_not_found", here.account.language)
        return FileResponse(path, media_type=media_type)

    def _permitted(self, here: session.Present, call_id: int) -> Recording:
        return calls.play_recording(
            self.store, here.account, call_id, here.session.session_id, datetime.now(UTC)
        )

    def _rendition(self, recording: Recording) -> tuple[Path, str]:
        """The bytes as they came, or what browsers can play where they cannot play those."""
        if recording.playback is None:
            return self.files.path(recording.sha256), recording.media_type
        return self.files.playback_path(recording.sha256, recording.playback), _WAV
