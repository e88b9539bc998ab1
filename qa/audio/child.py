"""The audio child: opens, checks and decodes one untrusted file; started by qa.audio only.

Every format and protocol that is not named here is refused before a byte of it is interpreted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.stream import Disposition

from children.loop import Message, Tell, serve
from qa.audio import headers as audio_headers
from qa.audio.writer import RATE, ChannelWriter, write_wav
from qa.errors import FileRefused
from qa.times import clock

OPTIONS = {"format_whitelist": "wav,mp3,flac,ogg,mov", "protocol_whitelist": "file,pipe"}
PLAYABLE = {
    "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "mp3", "mp3float", "aac", "flac", "opus",
    "libopus", "vorbis", "libvorbis",
}  # fmt: skip
MEDIA_TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "ogg": "audio/ogg"}
FLOATS = ("pcm_f32le", "pcm_f64le")  # the only ones that can carry "not a number"
DAMAGED_SHARE = 0.05
FASTEST_PLAYBACK = 48_000


def answer(request: Message, _tell: Tell) -> Message:
    try:
        return ACTS[request["act"]](request)
    except FileRefused as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except (FileNotFoundError, PermissionError):
        return {"refused": "file_unreadable", "params": {}}
    except (av.FFmpegError, ValueError, OverflowError):
        return {"refused": "file_not_audio", "params": {}}
    except MemoryError:
        return {"refused": "decode_failed", "params": {}}


def probe(request: Message) -> Message:
    """What the file is and how long it says it is; no sound is decoded."""
    path = Path(request["path"])
    audio_headers.check_header(path, request["max_bytes"])
    with _opened(path) as (container, stream):
        codec = stream.codec_context
        audio_headers.check_shape(codec.sample_rate, codec.channels)
        duration = _promised_s(path, container, stream)
        _check_promise(path, container, duration, request)
        _check_packets(container, stream, duration)
        return {
            "container": container.format.name.split(",")[0],
            "codec": codec.name,
            "duration_s": duration,
            "sample_rate": codec.sample_rate,
            "channels": codec.channels,
            "media_type": _media_type(container),
            "playable": codec.name in PLAYABLE,
        }


def decode(request: Message) -> Message:
    """Each channel to raw 16 kHz mono s16le, with its levels and peaks, in one pass."""
    path, into = Path(request["path"]), Path(request["into"])
    audio_headers.check_header(path, request["max_bytes"])
    with _opened(path) as (container, stream):
        codec = stream.codec_context
        audio_headers.check_shape(codec.sample_rate, codec.channels)
        promised = _promised_s(path, container, stream)
        _check_promise(path, container, promised, request)
        with ChannelWriter(into, codec.channels) as writer:
            resampler = av.AudioResampler(format="s16p", rate=RATE)
            for frame in _frames(container, stream, request["max_s"]):
                for block in resampler.resample(frame):
                    writer.add(block.to_ndarray())
            for block in resampler.resample(None):
                writer.add(block.to_ndarray())
            decoded = writer.finish()
    _check_decoded(decoded, promised, request["min_s"])
    return decoded


def render(request: Message) -> Message:
    """The same sound as PCM16 WAV, for browsers that cannot play the codec."""
    with _opened(Path(request["path"])) as (container, stream):
        rate = min(stream.codec_context.sample_rate, FASTEST_PLAYBACK)
        resampler = av.AudioResampler(format="s16", rate=rate)
        frames = _frames(container, stream, request["max_s"])
        blocks = (block for frame in frames for block in resampler.resample(frame))
        write_wav(Path(request["into"]), rate, stream.codec_context.channels, blocks)
    return {}


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """The container and its first audio track; the user's name for the file is never used."""
    av.logging.set_level(None)
    # By descriptor: neither the name nor its extension can sway which format is tried.
    with (
        path.open("rb") as file,
        av.open(f"/dev/fd/{file.fileno()}", options=OPTIONS) as container,
    ):
        if not container.streams.audio:
            raise FileRefused("audio_no_track")
        yield container, container.streams.audio[0]


def _frames(container: Any, stream: Any, max_s: float) -> Iterator[Any]:
    """Decoded frames in order; damaged packets are left out while they are few."""
    good = bad = samples = 0
    first_bad_s = None
    rate, codec = stream.codec_context.sample_rate, stream.codec_context.name
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            bad += 1
            first_bad_s = samples / rate if first_bad_s is None else first_bad_s
            continue
        good += 1
        for frame in frames:
            if codec in FLOATS and not np.isfinite(frame.to_ndarray()).all():
                raise FileRefused("audio_damaged", at=clock(samples / rate))
            samples += frame.samples
            if samples > max_s * rate:
                raise _too_long(samples / rate, max_s)
            yield frame
    if not samples:
        raise FileRefused("file_not_audio")
    if bad > 2 and bad > DAMAGED_SHARE * (good + bad):
        raise FileRefused("audio_damaged", at=clock(first_bad_s or 0))


def _promised_s(path: Path, container: Any, stream: Any) -> float | None:
    """The length the header gives; None where the format gives none or only a guess."""
    if container.format.name == "mp3" and not audio_headers.has_length_tag(path):
        return None
    return float(stream.duration * stream.time_base) if stream.duration else None


def _check_promise(path: Path, container: Any, promised: float | None, request: Message) -> None:
    """Refuse by the promised length alone, before anything is decoded."""
    if container.format.name == "ogg" and audio_headers.is_cut_page(path):
        raise FileRefused("file_truncated", at=clock(promised or 0))
    if promised is None:
        return
    if promised > request["max_s"]:
        raise _too_long(promised, request["max_s"])
    if promised < request["min_s"]:
        raise _too_short(promised, request["min_s"])


def _check_packets(container: Any, stream: Any, promised: float | None) -> None:
    """Compare the header's promise with the packets that are there, without decoding them."""
    if promised is None or container.format.name in ("wav", "ogg"):
        return
    ends = (packet.pts + packet.duration for packet in container.demux(stream) if packet.size)
    found = float(max(ends, default=0) * stream.time_base)
    if found < promised and audio_headers.is_far_off(promised, found):
        raise FileRefused("file_truncated", at=clock(found), length=clock(promised))


def _check_decoded(decoded: Message, promised: float | None, min_s: float) -> None:
    found, loudest = decoded["duration_s"], max(decoded["loudest_db"])
    if promised is not None and audio_headers.is_far_off(promised, found):
        if found < promised:
            raise FileRefused("file_truncated", at=clock(found), length=clock(promised))
        raise FileRefused("length_mismatch")
    if found < min_s:
        raise _too_short(found, min_s)
    if loudest < audio_headers.SILENT_DB:
        raise FileRefused("audio_silent", length=clock(found))


def _too_long(found: float, limit: float) -> FileRefused:
    return FileRefused("audio_too_long", length=clock(found), limit=clock(limit))


def _too_short(found: float, limit: float) -> FileRefused:
    return FileRefused("audio_too_short", length=round(found, 1), limit=limit)


def _media_type(container: Any) -> str:
    if container.format.name in MEDIA_TYPES:
        return MEDIA_TYPES[container.format.name]
    pictures = Disposition.attached_pic  # a cover is a video stream of one picture
    films = [track for track in container.streams.video if not track.disposition & pictures]
    return "video/mp4" if films else "audio/mp4"


ACTS = {"probe": probe, "decode": decode, "render": render}

if __name__ == "__main__":
    serve(answer)
