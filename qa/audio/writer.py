"""What the audio child writes: raw channels with a level for each tenth of a second, peaks, WAV."""

import wave
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW = RATE // 10  # samples that share one level
BATCH = 20 * WINDOW
PEAKS = 240
QUIETEST_DB = 120  # what digital silence is written as
FULL_SCALE = 32768.0

Samples = NDArray[np.int16]


class ChannelWriter:
    """Takes blocks of shape (channels, samples); writes channel-N.raw and channel-N.levels.

    A .levels file holds one byte per tenth of a second: decibels below full scale, 0 to 120.
    """

    def __init__(self, into: Path, channels: int) -> None:
        self._raw = [into / f"channel-{number}.raw" for number in range(channels)]
        self._stack = ExitStack()
        self._files = [self._stack.enter_context(path.open("wb")) for path in self._raw]
        self._waiting: list[Samples] = []
        self._samples = self._written = 0
        self._levels: list[NDArray[np.uint8]] = []
        self._peaks: list[NDArray[np.float32]] = []
        self._energies = np.zeros((channels, channels))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def add(self, block: NDArray[Any]) -> None:
        self._waiting.append(block)
        self._samples += block.shape[1]
        if self._samples - self._written >= BATCH:
            self._write_batch(whole_windows_only=True)

    def finish(self) -> dict[str, Any]:
        """The figures of the whole recording; the files are complete after this."""
        if self._samples > self._written:
            self._write_batch(whole_windows_only=False)
        levels = np.concatenate(self._levels, axis=1)
        peaks = np.concatenate(self._peaks, axis=1)
        for path, channel in zip(self._raw, levels, strict=True):
            path.with_suffix(".levels").write_bytes(channel.tobytes())
        return {
            "duration_s": self._samples / RATE,
            "channels": [str(path) for path in self._raw],
            "peaks": [_buckets(channel) for channel in peaks],
            "loudest_db": [-float(channel.min()) for channel in levels],
            "likeness": self._likeness(),
        }

    def _write_batch(self, *, whole_windows_only: bool) -> None:
        batch = np.concatenate(self._waiting, axis=1)
        count = batch.shape[1] // WINDOW * WINDOW if whole_windows_only else batch.shape[1]
        self._waiting = [batch[:, count:]]
        for file, channel in zip(self._files, batch[:, :count], strict=True):
            file.write(channel.astype("<i2").tobytes())
        self._written += count
        self._measure(batch[:, :count])

    def _measure(self, batch: Samples) -> None:
        """Levels without the constant part, so that a line's offset does not pass for sound."""
        padding = -batch.shape[1] % WINDOW
        padded = np.pad(batch, ((0, 0), (0, padding))).astype(np.float32)
        windows = padded.reshape(len(batch), -1, WINDOW)
        self._peaks.append(np.abs(windows).max(axis=2) / FULL_SCALE)
        swings = windows - windows.mean(axis=2, keepdims=True)
        power = np.einsum("cwn,cwn->cw", swings, swings) / (WINDOW * FULL_SCALE**2)
        decibels = -10 * np.log10(np.maximum(power, 1e-12))
        self._levels.append(np.clip(np.rint(decibels), 0, QUIETEST_DB).astype(np.uint8))
        flat = swings.reshape(len(batch), -1)
        self._energies += flat @ flat.T

    def _likeness(self) -> float | None:
        """How alike two channels are whatever their gain: correlation at lag 0, 0 to 1."""
        if len(self._raw) != 2 or not self._energies.diagonal().all():
            return None
        (left, both), (_, right) = self._energies
        return float(abs(both) / np.sqrt(left * right))


def _buckets(peaks: NDArray[np.float32]) -> list[float]:
    """The highest of each of 240 equal stretches; short recordings repeat a window."""
    edges = np.linspace(0, len(peaks), PEAKS + 1).astype(int)
    stretches = [peaks[min(a, len(peaks) - 1) : max(a + 1, b)] for a, b in pairwise(edges)]
    return [round(float(stretch.max()), 3) for stretch in stretches]


def write_wav(path: Path, rate: int, channels: int, blocks: Iterable[Any]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        for block in blocks:
            file.writeframesraw(block.to_ndarray().tobytes())
