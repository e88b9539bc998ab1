"""A person at the browser: the real launcher with the demonstration centre, a real Chromium."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from qa.model import Language
from settings import PROJECT
from storage.records import Role
from storage.store import Store
from tools.set_up import BROWSERS

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
# Audio made by script is not in the page's tree: keep hold of it to see whether it moves.
REMEMBER_AUDIO = """
window.heard = [];
const RealAudio = window.Audio;
window.Audio = function (...given) {
  const audio = new RealAudio(...given);
  window.heard.push(audio);
  return audio;
};
"""


@dataclass
class Visitor:
    """One person in one browser window; every address that was asked for is noted."""

    browser: Browser
    address: str
    language: Language
    size: dict[str, Any]
    requests: list[str] = field(default_factory=list)
    _context: BrowserContext | None = None

    @property
    def is_on_a_phone(self) -> bool:
        return self.size == PHONE

    def signs_in(self, role: Role) -> Page:
        """By the demonstration's button, in this visitor's language."""
        self.leaves()
        self._context = self.browser.new_context(viewport=self.size, timezone_id="Asia/Riyadh")  # type: ignore[arg-type]  # a plain dict is what it takes
        self._context.add_init_script(REMEMBER_AUDIO)
        page = self._context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.goto(f"{self.address}/sign-in?language={self.language}")
        page.locator(f"button[name=demonstration][value={role.value}]").click()
        page.locator("header.bar").wait_for()
        return page

    def opens(self, page: Page, path: str, wait_for: str) -> None:
        page.goto(f"{self.address}/{path}")
        page.locator(wait_for).first.wait_for()

    def leaves(self) -> None:
        if self._context:
            self._context.close()
        self._context = None

    def requests_elsewhere(self) -> list[str]:
        ours = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(ours)]


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def store(data_folder: Path, address: str) -> Iterator[Store]:
    """The centre's own database, for what no page tells: the key of a question."""
    assert address
    opened = Store(f"sqlite:///{data_folder / 'itqan.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def address(data_folder: Path) -> Iterator[str]:
    """Web and worker as `make run` starts them, in a data folder of their own."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "ITQAN_DATA": str(data_folder),
        "ITQAN_DEMONSTRATION": "1",
        "PORT": str(port),
    }
    here = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", "jobs.launcher"],
        cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True,
    ) as launcher:  # fmt: skip
        assert launcher.stdout
        assert any(here in line for line in launcher.stdout), "the launcher gave up"
        yield here
        launcher.send_signal(signal.SIGINT)
        launcher.wait(30)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("needs Chromium: install the package chromium")
    browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def size(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


@pytest.fixture
def visitor(
    chromium: Browser, address: str, language: Language, size: dict[str, Any]
) -> Iterator[Visitor]:
    arrived = Visitor(chromium, address, language, size)
    yield arrived
    arrived.leaves()


@pytest.fixture
def call_files(tmp_path: Path, request: pytest.FixtureRequest) -> "CallFiles":
    return make_call_files(tmp_path, Language(request.getfixturevalue("language")))


@dataclass(frozen=True)
class CallFiles:
    """A recording with its transcript, and a chat; new in every test, so that none is a copy."""

    recording: Path
    transcript: Path
    chat: Path

    @property
    def paths(self) -> list[Path]:
        return [self.recording, self.transcript, self.chat]


def make_call_files(folder: Path, language: Language) -> CallFiles:
    from tests.e2e.sample_call import chat_text, recording_bytes, vtt_text

    name = os.urandom(4).hex()
    files = CallFiles(
        folder / f"call-{name}.wav", folder / f"call-{name}.vtt", folder / f"chat-{name}.txt"
    )
    files.recording.write_bytes(recording_bytes(int(name, 16)))
    files.transcript.write_text(vtt_text(language, name), "utf-8")
    files.chat.write_text(chat_text(language, name), "utf-8")
    return files
