"""Files of this machine made ready to be a call, for the command line."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from qa.errors import FileRefused, QaError
from qa.importers import TRANSCRIPT_SUFFIXES
from services import calls
from services.staging import UploadLimits
from storage.recordings import Received, RecordingFiles


def is_transcript(path: Path) -> bool:
    return path.suffix.lower() in TRANSCRIPT_SUFFIXES


@contextmanager
def staged(
    files: RecordingFiles, paths: Sequence[Path], limits: UploadLimits
) -> Iterator[Callable[[calls.NewCall], calls.NewCall]]:
    """A recording, a transcript or both, put to a new call; what no call took is removed."""
    ready: list[calls.StagedFile] = []
    try:
        for path in paths:
            ready.append(_stage(files, path, limits))
        yield lambda new_call: _with_files(new_call, ready)
    finally:
        for file in ready:
            if file.path is not None:
                file.path.unlink(missing_ok=True)


def _stage(files: RecordingFiles, path: Path, limits: UploadLimits) -> calls.StagedFile:
    if is_transcript(path):
        return calls.stage_transcript(path.name, path.read_bytes())
    received = _receive(files, path)
    try:
        return calls.stage_recording(received.path, path.name, received.sha256, limits)
    except QaError:
        received.path.unlink()
        raise


def _receive(files: RecordingFiles, path: Path) -> Received:
    with path.open("rb") as source:
        try:
            return files.receive(source)
        except OSError as error:
            raise FileRefused("disk_full", name=calls.shown_name(path.name)) from error


def _with_files(new_call: calls.NewCall, ready: Sequence[calls.StagedFile]) -> calls.NewCall:
    by_kind = {file.kind: file for file in ready}
    return replace(
        new_call,
        recording=by_kind.get(calls.FileKind.RECORDING),
        transcript=by_kind.get(calls.FileKind.TRANSCRIPT),
    )
