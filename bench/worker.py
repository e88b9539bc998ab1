"""What a one-hour stereo call costs at most in memory: decoding, pieces and whisper's child at tiny
size, on seeded random weights (temperature 0, at most 20 tokens a window).
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.decoding import write_recording

HOUR_S = 3600
TARGET_MB = 2560
PROJECT = Path(__file__).resolve().parent.parent
FIRST_TIME_TOKEN = 50_364
TINY = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 384,
    "n_audio_head": 6,
    "n_audio_layer": 4,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 384,
    "n_text_head": 6,
    "n_text_layer": 4,
}


def measure() -> dict[str, Any]:
    """Peak megabytes of the whole process tree, and the time it took."""
    with tempfile.TemporaryDirectory() as folder:
        recording, checkpoint = Path(folder) / "call.mp3", Path(folder) / "tiny.pt"
        write_recording(recording, "mp3", HOUR_S)
        write_checkpoint(checkpoint)
        started = time.perf_counter()
        command = [sys.executable, "-m", "bench.worker", str(recording), str(checkpoint)]
        process = subprocess.Popen(command, cwd=PROJECT)
        peak = _peak_mb(process)
        if process.wait():
            raise RuntimeError("the one-hour call was not transcribed")
    return {
        "call": "one hour, stereo, mp3, both sides half the time",
        "peak_mb": peak,
        "target_mb": TARGET_MB,
        "seconds": round(time.perf_counter() - started),
    }


def write_checkpoint(path: Path) -> None:
    """Whisper's format, tiny's shape, seeded random weights; no time is ever the likeliest token,
    or a window would be begun anew at each time the babble names.
    """
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(0)
    model = Whisper(ModelDimensions(**TINY))
    torch.nn.init.normal_(model.decoder.positional_embedding)  # Whisper leaves it unset
    with torch.no_grad():
        model.decoder.token_embedding.weight[FIRST_TIME_TOKEN:] = 0
    torch.save({"dims": TINY, "model_state_dict": model.state_dict()}, path)


def transcribe_hour(recording: Path, checkpoint: Path) -> None:
    """What the worker does with a call's audio, in this process and its children."""
    from qa.model import Language
    from qa.speech.transcription import transcribe_recording
    from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber

    options = WhisperOptions(
        model=str(checkpoint), models_dir=checkpoint.parent, temperatures=(0.0,), sample_len=20
    )
    with WhisperTranscriber(options) as transcriber:
        transcribe_recording(recording, "call.mp3", transcriber, language=Language.EN)


def _peak_mb(process: subprocess.Popen[bytes]) -> float:
    """The largest sum over the tree, looked at ten times a second."""
    import psutil

    peak = 0
    while process.poll() is None:
        tree = [psutil.Process(process.pid)]
        tree += tree[0].children(recursive=True)
        peak = max(peak, sum(_resident(member) for member in tree))
        time.sleep(0.1)
    return round(peak / 2**20, 1)


def _resident(member: Any) -> int:
    import psutil

    try:
        return int(member.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


if __name__ == "__main__":
    transcribe_hour(Path(sys.argv[1]), Path(sys.argv[2]))
