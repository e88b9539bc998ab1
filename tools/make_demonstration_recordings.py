"""Makes the demonstration's recordings: espeak-ng voices, agent left, customer right, with times.

    python tools/make_demonstration_recordings.py [FOLDER]

Reads demonstration/recordings.yml; writes each recording and, beside it, its transcript as WebVTT.
"""

import io
import subprocess
import sys
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import numpy.typing as npt
import yaml

DEMONSTRATION = Path(__file__).resolve().parent.parent / "demonstration"
RATE = 22_050  # what espeak-ng speaks at
OUT_RATE = {".opus": 48_000, ".ogg": 48_000, ".mp3": 22_050, ".m4a": 22_050}
CODECS = {".opus": "libopus", ".ogg": "libopus", ".mp3": "libmp3lame", ".m4a": "aac"}
CONTAINERS = {".opus": "ogg", ".ogg": "ogg", ".mp3": "mp3", ".m4a": "mp4"}
BIT_RATES = {".opus": 34_000, ".ogg": 32_000, ".mp3": 40_000, ".m4a": 40_000}
PAUSE_S = 0.35  # between two turns where the script gives none
EDGE_S = 0.4  # of silence at the beginning and the end
AUDIBLE = 300  # of 32,768; quieter samples at the edges of a line are cut off
PEAK = 0.7  # of full scale
SIDES = {"agent": 0, "customer": 1}  # left, right

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line as it was spoken: times in seconds from the start."""

    side: str
    text: str
    start_s: float
    samples: Samples

    @property
    def end_s(self) -> float:
        return self.start_s + len(self.samples) / RATE


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scripts = yaml.safe_load((DEMONSTRATION / "recordings.yml").read_text("utf-8"))
    for script in scripts:
        spoken = list(speak(script))
        path = folder / script["file"]
        encode(mix(spoken), path)
        path.with_suffix(".vtt").write_text(web_vtt(spoken), encoding="utf-8")


def speak(script: dict[str, Any]) -> Iterator[Spoken]:
    """The lines one after the other, each begun when the one before has ended."""
    at = EDGE_S
    for side, text, *pause in script["lines"]:
        samples = synthesise(text, **script[side])
        at += pause[0] if pause else PAUSE_S
        line = Spoken(side, text, round(at, 3), samples)
        at = line.end_s
        yield line


def synthesise(text: str, *, voice: str, words_a_minute: int, pitch: int) -> Samples:
    """One line in one voice, without the silence around it."""
    command = ["espeak-ng", "-v", voice, "-s", str(words_a_minute), "-p", str(pitch), "--stdout"]
    said = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(said)) as sound:
        raw = np.frombuffer(sound.readframes(sound.getnframes()), dtype=np.int16)
    loud = np.flatnonzero(np.abs(raw.astype(np.int32)) > AUDIBLE)
    trimmed = raw[loud[0] : loud[-1] + 1].astype(np.float32)
    return np.asarray(trimmed * (PEAK / np.abs(trimmed).max()), dtype=np.float32)


def mix(spoken: list[Spoken]) -> Samples:
    """Two rows: agent, customer."""
    length = int((spoken[-1].end_s + EDGE_S) * RATE)
    sound = np.zeros((2, length), dtype=np.float32)
    for line in spoken:
        start = round(line.start_s * RATE)
        sound[SIDES[line.side], start : start + len(line.samples)] = line.samples
    return sound


def encode(sound: Samples, path: Path) -> None:
    """Write a stereo file in the codec of its suffix; the same sound gives the same bytes."""
    suffix = path.suffix
    exact = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format=CONTAINERS[suffix], container_options=exact) as container:
        added = container.add_stream(CODECS[suffix], rate=OUT_RATE[suffix], layout="stereo")
        stream = cast(av.AudioStream, added)
        stream.bit_rate = BIT_RATES[suffix]
        for frame in _frames(sound, stream.codec_context):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frames(sound: Samples, codec: Any) -> Iterator[av.AudioFrame]:
    """The sound in the sample format and frame size the encoder wants."""
    codec.open()
    whole = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
    whole.sample_rate = RATE
    resampler = av.AudioResampler(codec.format, "stereo", codec.sample_rate, codec.frame_size)
    yield from resampler.resample(whole)
    yield from resampler.resample(None)


def web_vtt(spoken: list[Spoken]) -> str:
    cues = (
        f"{_clock(line.start_s)} --> {_clock(line.end_s)}\n"
        f"<v {line.side.capitalize()}>{line.text}</v>\n"
        for line in spoken
    )
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02d}:{rest:06.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMONSTRATION / "recordings")
