"""The Whisper child, started by whisper_engine: loads one model once, turns pieces into words."""

import fcntl
import pickle
import socket
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

from qa.child_loop import Message, Tell, serve
from qa.model import Language

RATE = 16_000
FULL_SCALE = 32768.0
NETWORK_S = 20.0
NEWS_BYTES = 1024 * 1024
# What torch.load and load_state_dict raise on files that are damaged or something else.
BROKEN = (RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError, OSError)

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
    start_s, length_s = request["start_s"], request["end_s"] - request["start_s"]
    sound = _read(request["path"], start_s, length_s)
    clips = [(begin - start_s, end - start_s) for begin, end in request["voiced"]]
    language = request["language"] or _detect(model, sound, clips)
    torch.manual_seed(0)  # above temperature 0 Whisper samples; the same piece gives the same words
    found = model.transcribe(
        sound,
        language=language,
        clip_timestamps=[edge for clip in clips for edge in clip],
        word_timestamps=True,
        condition_on_previous_text=False,
        fp16=model.device.type == "cuda",
        temperature=request["temperature"],
        sample_len=request["sample_len"],
        verbose=None,
    )
    segments = [_segment(part, start_s, length_s) for part in found["segments"]]
    return {"language": language, "segments": [part for part in segments if part["text"]]}


def _load_checkpoint(path: str) -> Message:
    try:
        _loaded["model"] = whisper.load_model(path)
    except BROKEN as error:
        if "alloc" in str(error).lower():
            raise
        return {"failed": "model_broken"}
    return {}


def _load_size(name: str, models_dir: Path, tell: Tell) -> Message:
    socket.setdefaulttimeout(NETWORK_S)
    whisper.tqdm = lambda total, **_: _Fetching(total, tell)
    models_dir.mkdir(parents=True, exist_ok=True)
    try:
        with _one_at_a_time(models_dir / ".fetching", tell):
            _loaded["model"] = whisper.load_model(name, download_root=str(models_dir))
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


def _read(path: str, start_s: float, length_s: float) -> Sound:
    first, count = round(start_s * RATE), round(length_s * RATE)
    samples = np.fromfile(path, dtype="<i2", count=count, offset=2 * first)
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def _detect(model: Any, sound: Sound, clips: list[tuple[float, float]]) -> str:
    """The likelier of our two languages in the first 30 seconds of speech."""
    if not model.is_multilingual:
        return Language.EN.value
    speech = np.concatenate([sound[round(a * RATE) : round(b * RATE)] for a, b in clips])
    padded = whisper.pad_or_trim(speech)
    mel = whisper.log_mel_spectrogram(padded, model.dims.n_mels).to(model.device)
    _, likely = model.detect_language(mel)
    return max((language.value for language in Language), key=likely.__getitem__)


def _segment(part: dict[str, Any], start_s: float, length_s: float) -> Message:
    """Whisper pads to 30 seconds and may name times past the end: keep them within the piece."""
    begin = min(max(part["start"], 0.0), length_s)
    end = min(max(part["end"], begin), length_s)
    sure = [word["probability"] for word in part["words"]]
    return {
        "text": part["text"].strip(),
        "start_s": round(start_s + begin, 2),
        "end_s": round(start_s + end, 2),
        "confidence": round(float(np.mean(sure)), 3) if sure else None,
    }


ACTS = {"load": load, "transcribe": transcribe}

if __name__ == "__main__":
    serve(answer)
