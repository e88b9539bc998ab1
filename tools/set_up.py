"""`make setup`: the environment, made once and then left alone; with --tests what the tests need.

Runs under whatever Python is there, so it speaks plainly where that one is too old.
"""

from __future__ import annotations  # an old Python must get as far as the sentence about it

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--venv", default=".venv", type=Path)
    arguments.add_argument("--tests", action="store_true", help="what the tests need as well")
    chosen = arguments.parse_args()
    if sys.version_info[:2] < OLDEST:
        return _complain(
            f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}. "
            "Install one and name it: make PYTHON=python3.11"
        )
    venv = PROJECT / chosen.venv
    problem = _make_environment(venv)
    if problem:
        return _complain(problem)
    names = ["requirements.txt", *(["requirements-dev.txt"] if chosen.tests else [])]
    if not all(_install(venv, name) for name in names):
        return _complain("Not everything could be installed; pip says above what went wrong.")
    if chosen.tests:
        _install_browser()
    return 0


def _make_environment(venv: Path) -> str:
    """Make it where it is missing; the answer is what went wrong, or nothing."""
    if (venv / "bin" / "python").exists():
        return ""
    if not _has_ensurepip() and not _apt("python3-venv"):
        return "This Python cannot make environments: install the package python3-venv."
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False)
    return "" if made.returncode == 0 else f"The environment {venv} could not be made."


def _install(venv: Path, name: str) -> bool:
    """Install one list of packages unless this very list is already in."""
    stamp, wanted = venv / ("." + name + ".installed"), _fingerprint(venv, name)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return True
    _say(f"Installing {name}: once, some minutes and about 3 GB the first time.")
    lines = _read_requirements(name, skip_torch=_has_torch(venv))
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    listed = venv / ("." + name)
    listed.write_text("\n".join(lines) + "\n", "utf-8")
    if _run_and_tell([*pip, "--requirement", str(listed)]):
        return False
    stamp.write_text(wanted, "utf-8")
    return True


def _run_and_tell(command: list[str]) -> int:
    """What pip does is shown as it does it, without the long list of what is there already."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if not line.startswith("Requirement already satisfied"):
                sys.stderr.write(line)
    return process.returncode


def _read_requirements(name: str, *, skip_torch: bool) -> list[str]:
    """Its lines and those it includes; a torch that is already there is never touched."""
    lines = []
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            lines += _read_requirements(line[3:].strip(), skip_torch=skip_torch)
        elif not (skip_torch and line.startswith("torch==")):
            lines.append(line)
    return lines


def _fingerprint(venv: Path, name: str) -> str:
    """Changes with the list, and when the environment was made anew or by another Python."""
    text = "\n".join(_read_requirements(name, skip_torch=False))
    made = (venv / "pyvenv.cfg").read_text("utf-8")
    return hashlib.sha256((text + made).encode("utf-8")).hexdigest()


def _has_torch(venv: Path) -> bool:
    return any(venv.glob("lib*/python3*/site-packages/torch/version.py"))


def _has_ensurepip() -> bool:
    return subprocess.run([sys.executable, "-c", "import ensurepip"], check=False).returncode == 0


def _install_browser() -> None:
    """The browser tests' Chromium, by the system's packages where that may be done unasked."""
    if not any(shutil.which(name) for name in BROWSERS) and not _apt("chromium"):
        _say("No Chromium here: the browser tests are skipped. Install the package chromium.")


def _apt(package: str) -> bool:
    """Whether Debian's package manager could install it, which only root may ask of it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    _say(f"Installing the system's package {package}.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "--quiet"],
        ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package],
    )
    return all(subprocess.run(c, env=environment, check=False).returncode == 0 for c in commands)


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _complain(sentence: str) -> int:
    _say(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
