"""`make setup`: once, and with the torch that is there."""

from pathlib import Path

import pytest

from tools import set_up


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment without any Python in it: whoever runs pip there fails."""
    (tmp_path / "pyvenv.cfg").write_text("version = 3.11.7\n")
    return tmp_path


def put_torch(venv: Path) -> None:
    version = venv / "lib" / "python3.11" / "site-packages" / "torch" / "version.py"
    version.parent.mkdir(parents=True)
    version.write_text("__version__ = '2.12.0'\n")


def mark_installed(venv: Path, name: str) -> None:
    stamp = venv / f".{name}.installed"
    stamp.write_text(set_up._fingerprint(venv, name), "utf-8")


def test_what_is_installed_is_left_alone(venv: Path) -> None:
    mark_installed(venv, "requirements.txt")
    assert set_up._install(venv, "requirements.txt")


def test_an_environment_made_anew_is_installed_again(venv: Path) -> None:
    mark_installed(venv, "requirements.txt")
    (venv / "pyvenv.cfg").write_text("version = 3.12.1\n")
    with pytest.raises(FileNotFoundError):
        set_up._install(venv, "requirements.txt")


def test_torch_comes_first_where_there_is_none(venv: Path) -> None:
    lines = set_up._read_requirements("requirements.txt", skip_torch=set_up._has_torch(venv))
    packages = [line for line in lines if line and not line.startswith("#")]
    assert packages[0].startswith("torch==")


def test_a_torch_that_is_there_is_kept(venv: Path) -> None:
    put_torch(venv)
    lines = set_up._read_requirements("requirements-dev.txt", skip_torch=set_up._has_torch(venv))
    assert not any(line.startswith("torch==") for line in lines)
    assert any(line.startswith("streamlit==") for line in lines)
