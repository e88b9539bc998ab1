"""A call's decoded audio in the work folder: found there by a resumed step, or made again."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from jobs.tools import Tools
from qa import audio
from qa.audio import DecodedAudio
from qa.speech.speakers import ChannelSpeakers, assign
from qa.speech.transcription import Piece, cut_pieces
from services.processing import CallToProcess
from storage.records import Recording

DONE = "decoded.json"  # written last: what lies beside it is whole


@dataclass(frozen=True, slots=True)
class Prepared:
    """The same for the same recording every time, so that a step can count on its pieces."""

    decoded: DecodedAudio
    heard: ChannelSpeakers
    pieces: tuple[Piece, ...]


def prepare(tools: Tools, job: CallToProcess) -> Prepared:
    folder = work_folder(tools, job.call.call_id, job.call.attempt)
    decoded = _find(folder) or _decode(tools, job, folder)
    heard = assign(decoded)
    return Prepared(decoded, heard, cut_pieces(decoded, heard))


def describe(tools: Tools, job: CallToProcess, decoded: DecodedAudio) -> Recording:
    """The recording with what decoding found out, and a rendition where browsers need one."""
    return replace(
        recording_of(job),
        duration_s=decoded.duration_s,
        channels=len(decoded.channels),
        peaks=decoded.peaks,
        playback=_render(tools, job),
    )


def clear(tools: Tools, call_id: int, attempt: int) -> None:
    shutil.rmtree(work_folder(tools, call_id, attempt), ignore_errors=True)


def recording_of(job: CallToProcess) -> Recording:
    if job.recording is None:
        raise ValueError(f"call {job.call.call_id} has no recording")
    return job.recording


def work_folder(tools: Tools, call_id: int, attempt: int) -> Path:
    return tools.work_dir / f"{call_id}-{attempt}"


def _find(folder: Path) -> DecodedAudio | None:
    if not (folder / DONE).exists():
        return None
    kept = json.loads((folder / DONE).read_text("utf-8"))
    kept["channels"] = tuple(folder / name for name in kept["channels"])
    for name in ("peaks", "loudest_db", "notes"):
        kept[name] = tuple(kept[name])
    return DecodedAudio(**kept)


def _decode(tools: Tools, job: CallToProcess, folder: Path) -> DecodedAudio:
    path = tools.files.path(recording_of(job).sha256)
    decoded = audio.decode(path, job.call.file_name, folder, tools.limits)
    kept = asdict(decoded) | {"channels": [channel.name for channel in decoded.channels]}
    unfinished = folder / f"{DONE}.part"
    unfinished.write_text(json.dumps(kept), "utf-8")
    unfinished.replace(folder / DONE)
    return decoded


def _render(tools: Tools, job: CallToProcess) -> str | None:
    """Telephone codecs become a WAV beside the original; None where browsers play it as it is."""
    sha256, name = recording_of(job).sha256, job.call.file_name
    path = tools.files.path(sha256)
    if audio.probe(path, name, tools.limits).playable:
        return None
    playback = f"{sha256}.wav"
    unfinished = work_folder(tools, job.call.call_id, job.call.attempt) / playback
    audio.write_playback(path, name, unfinished, tools.limits)
    unfinished.replace(tools.files.playback_path(sha256, playback))
    return playback
