"""The real web process: Streamlit, our routes and the gate under uvicorn, as `make run` has it."""

import hashlib
import http.client
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryFile

import pytest
import streamlit

from settings import PROJECT
from storage.records import Role
from tests.databases import Databases
from tests.web.conftest import Centre, open_centre
from tests.web.sounds import wav
from tests.web.test_recordings import recorded_call
from web.headers import STREAMLIT_INLINE_SCRIPT
from web.session import COOKIE, CSRF_HEADER

MIB = 1024 * 1024
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": b64encode(b"0123456789abcdef").decode(),
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass
class Served:
    """A running web process and the centre it serves."""

    centre: Centre
    process: "subprocess.Popen[str]"
    port: int

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> "Answer":
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body or None, headers or {})
            with connection.getresponse() as answer:
                content = b"" if answer.status == 101 else answer.read()
                return Answer(answer.status, answer.headers, content)

    def signed_in(self, role: Role = Role.REVIEWER) -> dict[str, str]:
        browser = self.centre.browser(self.centre.account(role))
        csrf = browser.headers[CSRF_HEADER]
        return {"Cookie": f"{COOKIE}={browser.cookies[COOKIE]}", "X-CSRF-Token": csrf}

    def memory_peak(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found.group(1)) * 1024

    def waiting_files(self) -> list[Path]:
        folder = self.centre.settings.incoming_dir
        return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    centre = open_centre(databases, tmp_path_factory.mktemp("centre"))
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    arguments = ["-m", "uvicorn", "app:app", "--app-dir", str(PROJECT), "--port"]
    with running(centre, arguments, elsewhere) as server:
        yield server
    centre.close()


@contextmanager
def running(centre: Centre, arguments: list[str], folder: Path) -> Iterator[Served]:
    """The process, once it listens."""
    port = free_port()
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *arguments, str(port)],
            cwd=folder,
            env=environment(centre),
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            while not listens(port):
                if has_ended(process):
                    said.seek(0)
                    pytest.fail(said.read())
            yield Served(centre, process, port)
        finally:
            process.terminate()
            process.wait(timeout=30)


def listens(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port), timeout=60).close()
    except ConnectionRefusedError:
        return False
    return True


def has_ended(process: "subprocess.Popen[str]") -> bool:
    """Asked patiently: it is given a moment to end in."""
    try:
        process.wait(0.2)
    except subprocess.TimeoutExpired:
        return False
    return True


def environment(centre: Centre) -> dict[str, str]:
    return os.environ | {
        "ITQAN_DATA": str(centre.settings.data_dir),
        "ITQAN_DATABASE_URL": centre.settings.database_url,
    }


def free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/static/index.html"]
)
def test_streamlits_own_addresses_are_behind_the_gate(served: Served, path: str) -> None:
    assert served.request("GET", path).status == 401


def test_a_session_gets_streamlits_page(served: Served) -> None:
    answer = served.request("GET", "/calls", served.signed_in())
    assert answer.status == 200
    assert b"<title>Streamlit</title>" in answer.body


def test_streamlits_inline_script_is_the_one_we_let_run() -> None:
    page = Path(streamlit.__file__).parent.joinpath("static", "index.html").read_text("utf-8")
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == STREAMLIT_INLINE_SCRIPT


def test_the_websocket_is_answered_401_or_opened(served: Served) -> None:
    origin = {"Origin": f"http://127.0.0.1:{served.port}"}
    anonymous = served.request("GET", "/_stcore/stream", UPGRADE | origin)
    assert anonymous.status == 401
    opened = served.request("GET", "/_stcore/stream", UPGRADE | origin | served.signed_in())
    assert opened.status == 101
    foreign = UPGRADE | {"Origin": "http://evil.example"} | served.signed_in()
    assert served.request("GET", "/_stcore/stream", foreign).status == 403


def test_a_recording_comes_through_streamlits_middleware_unchanged(served: Served) -> None:
    sound = wav(3.0)
    call = recorded_call(served.centre, served.centre.account(Role.AGENT), sound)
    headers = served.signed_in() | {"Accept-Encoding": "gzip"}
    whole = served.request("GET", f"/recordings/{call.call_id}", headers)
    assert whole.headers.get("Content-Encoding") is None
    assert whole.body == sound
    part = served.request("GET", f"/recordings/{call.call_id}", headers | {"Range": "bytes=-10"})
    assert part.status == 206
    assert part.body == sound[-10:]


def test_a_large_upload_leaves_memory_flat(served: Served) -> None:
    body = wav(1.0)[:44] + bytes(60 * MIB)
    headers = served.signed_in() | {"X-File-Name": "long.wav"}
    served.request("PUT", "/api/uploads", headers, b"x")
    before = served.memory_peak()
    served.request("PUT", "/api/uploads", headers, body)
    assert served.memory_peak() - before < 25 * MIB


def test_too_large_by_declared_length_is_answered_before_the_body(served: Served) -> None:
    head = upload_head(served, 200 * MIB)
    with create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(head)
        assert connection.recv(64).startswith(b"HTTP/1.1 413")


def test_a_browser_that_disappears_leaves_nothing(served: Served) -> None:
    before = served.waiting_files()
    with create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(upload_head(served, 50 * MIB) + bytes(3 * MIB))
        assert any(served.waiting_files() != before for _ in answers(served))
    assert any(served.waiting_files() == before for _ in answers(served))


def test_without_its_safe_options_the_app_does_not_start(served: Served, tmp_path: Path) -> None:
    shutil.copy(PROJECT / "app.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=tmp_path,
        env=environment(served.centre) | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{PROJECT}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "showErrorDetails" in done.stderr


def test_the_web_process_has_no_torch(served: Served) -> None:
    script = "import app, sys; print([n for n in sys.modules if n.split('.')[0] in LIBRARIES])"
    libraries = "LIBRARIES = {'torch', 'whisper', 'spacy', 'numpy', 'pandas', 'av'}; "
    done = subprocess.run(
        [sys.executable, "-c", libraries + script],
        cwd=PROJECT,
        env=environment(served.centre),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "['torch']"  # the empty place that hides it


def test_streamlit_run_starts_the_same_app(databases: Databases, tmp_path: Path) -> None:
    centre = open_centre(databases, tmp_path)
    shown = "--logger.hideWelcomeMessage=false"  # its last line says that it listens
    arguments = ["-m", "streamlit", "run", "app.py", shown, "--server.port"]
    with running(centre, arguments, PROJECT) as server:
        assert server.request("GET", "/api/health").status == 200
        assert server.request("GET", "/_stcore/health").status == 401
    centre.close()


def upload_head(served: Served, length: int) -> bytes:
    headers = served.signed_in() | {
        "Host": f"127.0.0.1:{served.port}",
        "X-File-Name": "call.wav",
        "Content-Length": str(length),
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["PUT /api/uploads HTTP/1.1", *lines, "", ""]).encode()


def answers(served: Served) -> Iterator[int]:
    """Ask for health a few hundred times: what the server does meanwhile needs no clock."""
    for _ in range(500):
        yield served.request("GET", "/api/health").status
