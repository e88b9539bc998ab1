"""The Whisper child, started by whisper_engine: loads one model once, turns pieces into words."""

import fcntl
import pickle
import socket
import struct
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import numpy as np
import torch
import whisper
from numpy.typing import NDArray
from whisper.audio import FRAMES_PER_SECOND

from children.loop import Message, Tell, serve
from qa.model import Language
from qa.speech.whisper_windows import Ladder, detect, hear

RATE = 16_000
FULL_SCALE = 32768.0
NETWORK_S = 20.0
NEWS_BYTES = 1024 * 1024
# What torch.load and load_state_dict raise on files that are damaged or something else.
BROKEN = (
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    EOFError,
    OSError,
    pickle.UnpicklingError,
    struct.error,
)

Sound = NDArray[np.float32]

_loaded: dict[str, Any] = {}


def answer(request: Message, tell: Tell) -> Message:
    try:
        return ACTS[request["act"]](request, tell)
    except MemoryError:
        return {"failed": "out_of_memory"}
    except (RuntimeError, OSError) as error:
        # torch has no class of its own for this; its allocator's name is in the message.
        if "alloc" in str(error).lower():
            return {"failed": "out_of_memory"}
        return {"failed": "failed"}


def load(request: Message, tell: Tell) -> Message:
    """Have the model ready; a size by name is fetched by Whisper's own code, which checks it."""
    warnings.simplefilter("ignore")
    torch.set_num_threads(request["threads"])
    name = request["model"]
    if Path(name).is_file():
        return _load_checkpoint(name)
    if name not in whisper.available_models():
        return {"failed": "model_unknown", "how": ", ".join(whisper.available_models())}
    return _load_size(name, Path(request["models_dir"]), tell)


def transcribe(request: Message, _tell: Tell) -> Message:
    """One piece; times are seconds from the recording's start."""
    model = _loaded["model"]
    start_s, end_s = request["start_s"], request["end_s"]
    mel = whisper.log_mel_spectrogram(_read(request["path"], start_s, end_s), model.dims.n_mels)
    spoken = [
        (begin, _cut(mel, begin - start_s, end - start_s)) for begin, end in request["voiced"]
    ]
    language = request["language"] or _detect(model, [part for _, part in spoken])
    ladder = Ladder(tuple(request["temperatures"]), request["sample_len"])
    torch.manual_seed(0)  # above temperature 0 Whisper samples; the same piece gives the same words
    segments = [
        _segment(segment, begin, begin + part.shape[-1] / FRAMES_PER_SECOND)
        for begin, part in spoken
        for segment in hear(model, part, language, ladder)
    ]
    return {"language": language, "segments": [part for part in segments if part["text"]]}


def _load_checkpoint(path: str) -> Message:
    try:
        _loaded["model"] = whisper.load_model(path, device="cpu")
    except BROKEN as error:
        if "alloc" in str(error).lower():
            raise
        return {"failed": "model_broken"}
    return {} if _is_sound(_loaded["model"]) else {"failed": "model_broken"}


def _is_sound(model: torch.nn.Module) -> bool:
    """One weight that is no number makes every word "!" and every confidence nothing."""
    return all(bool(torch.isfinite(weights).all()) for weights in model.parameters())


def _load_size(name: str, models_dir: Path, tell: Tell) -> Message:
    socket.setdefaulttimeout(NETWORK_S)
    whisper.tqdm = lambda total, **_: _Fetching(total, tell)
    models_dir.mkdir(parents=True, exist_ok=True)
    try:
        with _one_at_a_time(models_dir / ".fetching", tell):
            _loaded["model"] = whisper.load_model(name, device="cpu", download_root=str(models_dir))
    except (URLError, OSError, ValueError, TypeError):
        return {"failed": "model_unavailable"}
    except RuntimeError as error:
        if "SHA256" not in str(error):
            raise
        return {"failed": "model_unavailable"}
    return {}


class _Fetching:
    """Stands where Whisper draws its progress bar, and tells the parent instead."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._total, self._tell = total, tell
        self._fetched = self._told = 0

    def __enter__(self) -> "_Fetching":
        return self

    def __exit__(self, *_: object) -> None:
        self._tell({"fetched": self._fetched, "total": self._total})

    def update(self, count: int) -> None:
        self._fetched += count
        if self._fetched - self._told >= NEWS_BYTES:
            self._told = self._fetched
            self._tell({"fetched": self._fetched, "total": self._total})


@contextmanager
def _one_at_a_time(lock: Path, tell: Tell) -> Iterator[None]:
    """Two workers never write the same model file; the second waits and says so."""
    with lock.open("w") as file:
        while not _locked(file.fileno()):
            tell({"waiting": True})
            time.sleep(1)
        yield


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(path: str, start_s: float, end_s: float) -> Sound:
    first, last = round(start_s * RATE), round(end_s * RATE)
    samples = np.fromfile(path, dtype="<i2", count=last - first, offset=2 * first)
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def _cut(mel: torch.Tensor, begin_s: float, end_s: float) -> torch.Tensor:
    return mel[:, round(begin_s * FRAMES_PER_SECOND) : round(end_s * FRAMES_PER_SECOND)]


def _detect(model: Any, spoken: list[torch.Tensor]) -> str:
    """The likelier of our two languages in the first 30 seconds of speech."""
    return detect(model, torch.cat(spoken, dim=-1), [language.value for language in Language])


def _segment(segment: dict[str, Any], begin_s: float, end_s: float) -> Message:
    """Words may be timed past the window they were heard in: keep them inside."""
    start = min(begin_s + max(segment["start"], 0.0), end_s)
    end = min(max(begin_s + segment["end"], start), end_s)
    sure = [word["probability"] for word in segment["words"]]
    return {
        "text": segment["text"].strip(),
        "start_s": round(start, 2),
        "end_s": round(end, 2),
        "confidence": round(float(np.mean(sure)), 3) if sure else None,
    }


ACTS = {"load": load, "transcribe": transcribe}

if __name__ == "__main__":
    serve(answer)
