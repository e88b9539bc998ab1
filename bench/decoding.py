"""How many times faster than real time each format is decoded, channel by channel."""

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

MINUTES = 8  # of 48 kHz stereo WAV is just under the 100 MB a recording may have
REPEATS = 3
RATE = 48_000  # what libopus takes; the other encoders take it as well
FORMATS = {
    "wav": ("wav", "pcm_s16le"),
    "mp3": ("mp3", "mp3"),
    "opus": ("ogg", "libopus"),
    "m4a": ("mp4", "aac"),
}
TARGETS = {"wav": 100, "mp3": 100, "opus": 50, "m4a": 50}


def measure() -> dict[str, Any]:
    """Times real time per format, start of the child process included."""
    with tempfile.TemporaryDirectory() as folder:
        speeds = {name: _speed(Path(folder), name) for name in FORMATS}
    return {
        "recording": f"{MINUTES} minutes, stereo, 48 kHz, tones and noise",
        "times_real_time": speeds,
        "target": TARGETS,
    }


def _speed(folder: Path, name: str) -> float:
    from qa.audio import AudioLimits, decode

    path = folder / f"call.{name}"
    write_recording(path, name, seconds=MINUTES * 60)
    taken = []
    for turn in range(REPEATS):
        started = time.perf_counter()
        decode(path, path.name, folder / f"{name}-{turn}", AudioLimits())
        taken.append(time.perf_counter() - started)
    return round(MINUTES * 60 / median(taken), 1)


def write_recording(path: Path, name: str, seconds: int) -> None:
    """A stereo recording whose two sides speak in turn: bursts of tones over faint noise."""
    import av

    container, codec = FORMATS[name]
    with av.open(str(path), "w", format=container) as output:
        stream: Any = output.add_stream(codec, rate=RATE, layout="stereo")
        for second in range(seconds):
            for packet in stream.encode(_one_second(second)):
                output.mux(packet)
        for packet in stream.encode(None):
            output.mux(packet)


def _one_second(second: int) -> Any:
    import av
    import numpy as np

    random = np.random.default_rng(second)
    at = np.arange(RATE) / RATE
    voice = np.sin(2 * np.pi * (180 + 40 * (second % 5)) * at) * np.sin(2 * np.pi * 4 * at) ** 2
    sides = random.normal(0, 0.002, (2, RATE))
    sides[(second // 4) % 2] += 0.3 * voice
    samples = (sides.T.reshape(1, -1) * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    frame.sample_rate, frame.pts = RATE, second * RATE
    return frame
