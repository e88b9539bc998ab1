import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from qa.audio import AudioLimits, decode
from qa.errors import ModelUnavailable, QaError, TranscriptionFailed
from qa.model import Language, Speaker
from qa.speech.speakers import assign
from qa.speech.transcription import Piece, cut_pieces, transcribe_recording
from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber
from tests.unit.recordings import silence, talk, write
from tests.unit.tiny_whisper import write_checkpoint
from words import LANGUAGES, error_sentence

MEGABYTE = 1024 * 1024
BOUNDED_WAIT_S = 30


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_checkpoint(tmp_path_factory.mktemp("models") / "seeded.pt")


@pytest.fixture(scope="module")
def options(checkpoint: Path) -> WhisperOptions:
    return WhisperOptions(
        str(checkpoint), checkpoint.parent, threads=1, temperatures=(0.0,), sample_len=16
    )


@pytest.fixture(scope="module")
def whisper(options: WhisperOptions) -> Iterator[WhisperTranscriber]:
    with WhisperTranscriber(options) as transcriber:
        yield transcriber


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> tuple[Piece, ...]:
    folder = tmp_path_factory.mktemp("call")
    path = write(folder / "sound", talk(50), talk(50, seed=2))
    decoded = decode(path, "call", folder, AudioLimits())
    return cut_pieces(decoded, assign(decoded), target_s=40)


def say(error: QaError) -> None:
    """Both languages have the sentence, with every gap filled."""
    for language in LANGUAGES:
        assert "…" not in error_sentence(error.code, language, **error.params)


def unavailable(options: WhisperOptions, piece: Piece) -> ModelUnavailable:
    with WhisperTranscriber(options) as transcriber, pytest.raises(ModelUnavailable) as caught:
        transcriber.transcribe(piece, None)
    say(caught.value)
    return caught.value


def failure(options: WhisperOptions, piece: Piece) -> TranscriptionFailed:
    with WhisperTranscriber(options) as transcriber, pytest.raises(TranscriptionFailed) as caught:
        transcriber.transcribe(piece, Language.EN)
    say(caught.value)
    return caught.value


def test_segments_come_with_times_inside_their_piece(
    whisper: WhisperTranscriber, pieces: tuple[Piece, ...]
) -> None:
    later = pieces[-1]
    text = whisper.transcribe(later, Language.EN)
    assert later.start_s > 0
    assert text.segments
    for segment in text.segments:
        assert segment.text
        assert segment.speaker is later.speaker
        assert segment.start_s is not None
        assert segment.end_s is not None
        assert later.start_s <= segment.start_s <= segment.end_s <= later.end_s
        assert segment.confidence is not None
        assert 0 <= segment.confidence <= 1


def test_the_same_piece_gives_the_same_words(
    whisper: WhisperTranscriber, pieces: tuple[Piece, ...]
) -> None:
    assert whisper.transcribe(pieces[0], None) == whisper.transcribe(pieces[0], None)


def test_a_language_that_is_given_is_kept(
    whisper: WhisperTranscriber, pieces: tuple[Piece, ...]
) -> None:
    for language in Language:
        assert whisper.transcribe(pieces[0], language).language is language


def test_the_model_is_loaded_once_for_all_pieces(
    whisper: WhisperTranscriber, pieces: tuple[Piece, ...]
) -> None:
    whisper.transcribe(pieces[0], Language.EN)
    first = whisper.pid
    whisper.transcribe(pieces[1], Language.EN)
    assert whisper.pid == first


def test_a_recording_becomes_a_transcript(whisper: WhisperTranscriber, tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(8), silence(8))
    transcript = transcribe_recording(path, "call", whisper, language=Language.AR)
    assert transcript.engine == "openai-whisper seeded"
    assert transcript.language is Language.AR
    assert {segment.speaker for segment in transcript.segments} == {Speaker.AGENT}
    assert transcript.notes == ("dead_channel",)


def test_a_piece_over_its_time_is_killed(
    options: WhisperOptions, pieces: tuple[Piece, ...]
) -> None:
    with WhisperTranscriber(replace(options, piece_wall_s=0.0)) as transcriber:
        transcriber.load()
        child = psutil.Process(transcriber.pid)
        with pytest.raises(TranscriptionFailed) as caught:
            transcriber.transcribe(pieces[0], Language.EN)
        assert not child.is_running()
    assert caught.value.code == "transcription_over_time"
    say(caught.value)


def test_after_a_failed_piece_the_next_starts_afresh(
    options: WhisperOptions, pieces: tuple[Piece, ...]
) -> None:
    with WhisperTranscriber(options) as transcriber:
        transcriber.load()
        assert transcriber.pid is not None
        os.kill(transcriber.pid, signal.SIGKILL)
        with pytest.raises(TranscriptionFailed, match="transcription_failed"):
            transcriber.transcribe(replace(pieces[0], path=Path("/gone")), Language.EN)
        assert transcriber.transcribe(pieces[0], Language.EN).segments


def test_a_model_over_its_memory_fails_the_piece(
    options: WhisperOptions, pieces: tuple[Piece, ...]
) -> None:
    found = failure(replace(options, memory_bytes=400 * MEGABYTE), pieces[0])
    assert found.code == "transcription_out_of_memory"


def test_a_size_that_cannot_be_fetched_says_where_to_put_it(
    options: WhisperOptions,
    pieces: tuple[Piece, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    found = unavailable(replace(options, model="tiny", models_dir=tmp_path / "models"), pieces[0])
    assert found.code == "model_unavailable"
    assert found.params == {"model": "tiny", "how": str(tmp_path / "models")}


def test_an_unknown_size_names_the_known_ones(
    options: WhisperOptions, pieces: tuple[Piece, ...]
) -> None:
    found = unavailable(replace(options, model="enormous"), pieces[0])
    assert found.code == "model_unknown"
    assert "small" in str(found.params["how"])


@pytest.mark.parametrize("damage", ["cut", "text", "other", "pickle", "not a number"])
def test_a_damaged_or_foreign_checkpoint_is_refused(
    damage: str,
    options: WhisperOptions,
    pieces: tuple[Piece, ...],
    checkpoint: Path,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.pt"
    _write_broken(broken, checkpoint, damage)
    found = unavailable(replace(options, model=str(broken)), pieces[0])
    assert found.code == "model_broken"
    assert not (tmp_path / "was_run").exists()


def test_the_child_dies_with_its_parent(options: WhisperOptions) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", HOLDER, options.model],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(BOUNDED_WAIT_S)
    assert not child.is_running()


HOLDER = """
import sys
from pathlib import Path
from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber
with WhisperTranscriber(WhisperOptions(sys.argv[1], Path("."))) as whisper:
    whisper.load()
    print(whisper.pid, flush=True)
    sys.stdin.read()
"""


class _Runs:
    """Pickled code, which a checkpoint must never be able to run."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def _write_broken(path: Path, checkpoint: Path, damage: str) -> None:
    import torch

    if damage == "cut":
        path.write_bytes(checkpoint.read_bytes()[: checkpoint.stat().st_size // 2])
    if damage == "text":
        path.write_text("this is no model")
    if damage == "other":
        torch.save({"weights": torch.zeros(3)}, path)
    if damage == "not a number":
        weights = torch.load(checkpoint, weights_only=True)
        weights["model_state_dict"]["decoder.positional_embedding"][0, 0] = torch.nan
        torch.save(weights, path)
    if damage == "pickle":
        torch.save({"dims": _Runs(path.parent / "was_run"), "model_state_dict": {}}, path)
