import json
from pathlib import Path

import pytest

from qa.__main__ import main
from qa.speech.command import is_recording
from tests.unit.recordings import silence, talk, write
from tests.unit.tiny_whisper import write_checkpoint


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_checkpoint(tmp_path_factory.mktemp("models") / "seeded.pt"))


def test_a_recording_is_printed_as_json(
    checkpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path / "call.wav", talk(3), silence(3)))
    code = main(["transcribe", path, "--model", checkpoint, "--language", "ar", "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    assert printed["language"] == "ar"
    assert printed["engine"] == "openai-whisper seeded"
    assert all(0 <= segment["start_s"] <= 3 for segment in printed["segments"])


def test_a_recording_is_printed_with_times_and_speakers(
    checkpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path / "call.wav", talk(3), silence(3)))
    assert main(["transcribe", path, "--model", checkpoint, "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert lines[0].startswith("[00:0")
    assert "Agent: " in lines[0]


def test_a_refused_file_is_one_sentence_and_an_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "call.mp3"
    path.touch()
    assert main(["transcribe", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "call.mp3" in shown.err
    assert len(shown.err.strip().splitlines()) == 1


def test_without_a_model_nothing_is_made_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path / "call.wav", talk(3)))
    assert main(["transcribe", path, "--model", "no-such-model"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no-such-model" in shown.err


def test_recordings_are_known_by_their_names() -> None:
    assert is_recording(Path("Call.WAV"))
    assert not is_recording(Path("call.vtt"))
