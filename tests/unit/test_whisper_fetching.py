"""Whisper's own download against a server of ours, in this process: its addresses are set."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.unit.tiny_whisper import TINY, write_checkpoint


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(tmp_path / "published"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def published(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file behind the name "tiny"; its address names its checksum, as Whisper's own do."""
    import whisper

    made = write_checkpoint(tmp_path / "made.pt", TINY)
    sha256 = hashlib.sha256(made.read_bytes()).hexdigest()
    folder = tmp_path / "published" / sha256
    folder.mkdir(parents=True)
    monkeypatch.setitem(whisper._MODELS, "tiny", f"{server}/{sha256}/tiny.pt")
    monkeypatch.setattr(whisper, "tqdm", None)
    yield made.rename(folder / "tiny.pt")
    socket.setdefaulttimeout(None)


def load(models_dir: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    from qa.speech.whisper_child import answer

    told: list[dict[str, Any]] = []
    request = {"act": "load", "model": "tiny", "models_dir": str(models_dir), "threads": 1}
    return answer(request, told.append), told


def test_a_size_is_fetched_once_with_progress(published: Path, tmp_path: Path) -> None:
    size = published.stat().st_size
    found, told = load(tmp_path / "models")
    assert found == {}
    assert told[-1] == {"fetched": size, "total": size}
    published.unlink()
    assert load(tmp_path / "models") == ({}, [])


def test_a_file_with_another_checksum_is_no_model(published: Path, tmp_path: Path) -> None:
    published.write_bytes(published.read_bytes()[:-1] + b"x")
    found, _ = load(tmp_path / "models")
    assert found == {"failed": "model_unavailable"}


def test_a_half_fetched_file_is_fetched_again(published: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tiny.pt").write_bytes(published.read_bytes()[:1000])
    found, _ = load(tmp_path / "models")
    assert found == {}
