"""Recordings made ready: checked, decoded channel by channel, each in a child process with limits.

Nothing here trusts the file: `path` is one of our own absolute paths, and `name` (what the person
called it) only fills the sentence of a refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from children.child import Child, ChildDied, ChildLimits, ChildOverTime
from qa.errors import FileRefused

MEGABYTE = 1024 * 1024
SAMPLE_BYTES = 2
RATE = 16_000
TICK_S = 0.1  # what one byte of a .levels file stands for
SPARE_BYTES = 64 * MEGABYTE
FASTEST_FRAME_BYTES = 48_000 * 2 * SAMPLE_BYTES
PROBE_WALL_S = 30.0


@dataclass(frozen=True, slots=True)
class AudioLimits:
    """What a recording may be, in bytes and seconds, and what its decoding may take."""

    max_bytes: int = 100 * MEGABYTE
    max_s: float = 2 * 60 * 60
    min_s: float = 1.0
    memory_bytes: int = 512 * MEGABYTE
    wall_s: float = 600.0


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What a file says of itself; `playable` is whether browsers play its codec."""

    container: str
    codec: str
    duration_s: float | None
    sample_rate: int
    channels: int
    media_type: str
    playable: bool


@dataclass(frozen=True, slots=True)
class DecodedAudio:
    """One raw 16 kHz mono s16le file per channel; beside each a .levels file (see audio_writer).

    `peaks` are 240 per channel, 0 to 1; `loudest_db` is each channel's loudest tenth of a second
    (0 is full scale); `likeness` of two channels is 1 where they carry the same sound.
    """

    duration_s: float
    channels: tuple[Path, ...]
    peaks: tuple[tuple[float, ...], ...]
    loudest_db: tuple[float, ...]
    likeness: float | None = None
    notes: tuple[str, ...] = ()


def probe(path: Path, name: str, limits: AudioLimits) -> AudioInfo:
    """What the file is, in about a second; refuses whatever its header already gives away."""
    _check_size(path, name, limits)
    found = _ask("probe", path, name, limits)
    return AudioInfo(**found)


def decode(path: Path, name: str, into: Path, limits: AudioLimits) -> DecodedAudio:
    """Write each channel below `into`; raises FileRefused and leaves nothing there."""
    _check_size(path, name, limits)
    into.mkdir(parents=True, exist_ok=True)
    try:
        found = _ask("decode", path, name, limits, into=into)
    except FileRefused:
        _remove_channels(into)
        raise
    return _decoded(found)


def write_playback(path: Path, name: str, into: Path, limits: AudioLimits) -> Path:
    """A PCM16 WAV at `into`, for codecs that browsers cannot play; returns it."""
    try:
        _ask("render", path, name, limits, into=into)
    except FileRefused:
        into.unlink(missing_ok=True)
        raise
    return into


def _check_size(path: Path, name: str, limits: AudioLimits) -> None:
    if not path.is_file():
        raise FileRefused("file_unreadable", name=name)
    size = path.stat().st_size
    if not size:
        raise FileRefused("file_empty", name=name)
    if size > limits.max_bytes:
        found, limit = -(-size // MEGABYTE), limits.max_bytes // MEGABYTE
        raise FileRefused("file_too_large", name=name, size=found, limit=limit)


def _ask(
    act: str, path: Path, name: str, limits: AudioLimits, into: Path | None = None
) -> Mapping[str, Any]:
    """One child for one file: whatever a codec does to its process ends with it."""
    request = {
        "act": act,
        "path": str(path.absolute()),
        "into": str(into.absolute()) if into else None,
        "max_bytes": limits.max_bytes,
        "max_s": limits.max_s,
        "min_s": limits.min_s,
    }
    wall_s = min(PROBE_WALL_S, limits.wall_s) if act == "probe" else limits.wall_s
    try:
        with Child("qa.audio.child", _child_limits(limits)) as child:
            answer = child.ask(request, wall_s)
    except (ChildDied, ChildOverTime) as error:
        raise FileRefused("decode_failed", name=name) from error
    if "refused" in answer:
        raise FileRefused(answer["refused"], name=name, **answer["params"])
    return answer


def _child_limits(limits: AudioLimits) -> ChildLimits:
    return ChildLimits(
        memory_bytes=limits.memory_bytes,
        file_bytes=int(limits.max_s * FASTEST_FRAME_BYTES) + SPARE_BYTES,
        cpu_s=int(limits.wall_s) + 1,
    )


def _decoded(found: Mapping[str, Any]) -> DecodedAudio:
    return DecodedAudio(
        duration_s=found["duration_s"],
        channels=tuple(map(Path, found["channels"])),
        peaks=tuple(map(tuple, found["peaks"])),
        loudest_db=tuple(found["loudest_db"]),
        likeness=found["likeness"],
    )


def _remove_channels(into: Path) -> None:
    for path in (*into.glob("channel-*.raw"), *into.glob("channel-*.levels")):
        path.unlink()
