"""Recordings the tests make themselves: sound ones by PyAV, broken ones byte by byte."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

RATE = 16_000
Sound = NDArray[np.int16]

CODECS = {
    "wav": ("wav", "pcm_s16le", RATE),
    "float.wav": ("wav", "pcm_f32le", RATE),
    "8bit.wav": ("wav", "pcm_u8", 8_000),
    "mulaw.wav": ("wav", "pcm_mulaw", 8_000),
    "alaw.wav": ("wav", "pcm_alaw", 8_000),
    "mp3": ("mp3", "libmp3lame", RATE),
    "flac": ("flac", "flac", RATE),
    "ogg": ("ogg", "libopus", 48_000),
    "opus": ("ogg", "libopus", 48_000),
    "m4a": ("ipod", "aac", RATE),
    "mp4": ("mp4", "aac", RATE),
}


def talk(length_s: float, *, seed: int = 1, loud: int = 6000, pauses: bool = True) -> Sound:
    """One channel of noise in bursts, 1.2 s on and 0.8 s off, at 16 kHz."""
    count = int(length_s * RATE)
    noise = np.random.default_rng(seed).standard_normal(count) * loud / 3
    if pauses:
        noise[np.arange(count) / RATE % 2.0 >= 1.2] = 0
    return np.clip(noise, -32768, 32767).astype(np.int16)


def silence(length_s: float) -> Sound:
    return np.zeros(int(length_s * RATE), np.int16)


def write(path: Path, *channels: Sound, kind: str = "wav", **options: str) -> Path:
    """The channels as a file of `kind`, one of CODECS."""
    container, codec, rate = CODECS[kind]
    with av.open(str(path), "w", format=container, options=options) as file:
        stream = _sound_track(file, codec, rate, "stereo" if len(channels) > 1 else "mono")
        for frame in _frames(channels, stream):
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def write_film(path: Path, *soundtracks: Sound, length_s: int = 3) -> Path:
    """An mp4 with moving pictures and a sound track for each of `soundtracks`."""
    with av.open(str(path), "w", format="mp4") as file:
        pictures = file.add_stream("mpeg4", rate=5, width=64, height=48, pix_fmt="yuv420p")
        tracks = [_sound_track(file, "aac", RATE, "mono") for _ in soundtracks]
        for number in range(length_s * 5):
            picture = av.VideoFrame(64, 48, "yuv420p")
            picture.pts = number
            file.mux(pictures.encode(picture))
        file.mux(pictures.encode(None))
        for stream, sound in zip(tracks, soundtracks, strict=True):
            for frame in _frames((sound,), stream):
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    return path


def wav_bytes(
    data: bytes,
    *,
    code: int = 1,
    channels: int = 1,
    rate: int = RATE,
    bits: int = 16,
    says: int | None = None,
) -> bytes:
    """A WAV file by hand; `says` is the length of the sound it claims to have."""
    width = channels * bits // 8
    shape = struct.pack(
        "<HHIIHH", code, channels & 0xFFFF, rate, rate * width, width & 0xFFFF, bits
    )
    says = len(data) if says is None else says
    body = b"WAVEfmt " + struct.pack("<I", len(shape)) + shape + b"data" + struct.pack("<I", says)
    return b"RIFF" + struct.pack("<I", (len(body) + len(data)) & 0xFFFFFFFF) + body + data


def gsm_wav_bytes(length_s: int) -> bytes:
    """Telephone GSM 06.10 in WAV: 65 bytes for 320 samples; any bytes are some sound."""
    blocks = length_s * 8000 // 320
    sound = np.random.default_rng(3).integers(0, 256, blocks * 65, dtype=np.uint8).tobytes()
    shape = struct.pack("<HHIIHHHH", 0x31, 1, 8000, 1625, 65, 0, 2, 320)
    body = b"WAVEfmt " + struct.pack("<I", len(shape)) + shape
    body += b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _sound_track(file: OutputContainer, codec: str, rate: int, layout: str) -> av.AudioStream:
    return cast(av.AudioStream, file.add_stream(codec, rate=rate, layout=layout))


def _frames(channels: tuple[Sound, ...], stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    layout = "stereo" if len(channels) > 1 else "mono"
    packed = np.ascontiguousarray(np.stack(channels, axis=1).reshape(1, -1))
    whole = av.AudioFrame.from_ndarray(packed, format="s16", layout=layout)
    whole.sample_rate = RATE
    whole.pts = 0
    shaped = av.AudioResampler(format=stream.format.name, layout=layout, rate=stream.rate)
    queue = av.AudioFifo()
    for frame in (*shaped.resample(whole), *shaped.resample(None)):
        queue.write(frame)
    while (part := queue.read(stream.frame_size or 1024, partial=True)) is not None:
        yield part
