"""What the web process weighs with every page visited once, and how soon it shows the first."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
# Each page by its address, and what shows that it is drawn.
PAGES = {
    "reviewer": (
        ("", ".hero"),
        ("calls", "table"),
        ("evaluation?call=1", ".desk"),
        ("profile", "h1"),
    ),
    "agent": (("", ".hero"), ("my-cards", ".card-list"), ("profile", "h1")),
    "supervisor": (
        ("", ".hero"),
        ("skills", ".cell"),
        ("agent?agent=6", ".levels"),
        ("team-learning", ".assign"),
        ("calls", "table"),
        ("evaluation?call=1", ".desk"),
    ),
    "admin": (("", ".hero"), ("accounts", "table"), ("audit", "table"), ("profile", "h1")),
}
PAGE_TARGET_S, MEMORY_TARGET_MB = 3.0, 250


def measure() -> dict[str, Any]:
    """Seconds from the process's start and megabytes, over a fresh demonstration centre.

    The browser is open before the server starts; the first page is the one behind the sign-in.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as data:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-quic"]
        )
        browser.new_context().new_page().close()
        with _serving(Path(data)) as (process, address, since):
            health_s = _wait_for_health(address, since)
            first_page_s, visited = _visit_every_page(browser, address, since)
            return {
                "health_s": round(health_s, 2),
                "first_page_s": round(first_page_s, 2),
                "first_page_target_s": PAGE_TARGET_S,
                "pages_visited": visited,
                "memory_mb": _resident_mb(process.pid),
                "memory_target_mb": MEMORY_TARGET_MB,
                "torch_loaded": "libtorch" in Path(f"/proc/{process.pid}/maps").read_text(),
            }


@contextmanager
def _serving(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "ITQAN_DATA": str(data), "ITQAN_DEMONSTRATION": "1", "PORT": str(port)}
    subprocess.run([sys.executable, "-m", "jobs.prepare"], env=env, cwd=PROJECT, check=True)
    serve = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--no-access-log"]
    started = time.perf_counter()
    process = subprocess.Popen([*serve, "--log-level", "warning"], env=env, cwd=PROJECT)
    try:
        yield process, f"http://127.0.0.1:{port}", started
    finally:
        process.terminate()
        process.wait(10)


def _wait_for_health(address: str, since: float) -> float:
    while time.perf_counter() - since < 60:
        with suppress(OSError), urllib.request.urlopen(f"{address}/api/health", timeout=1):
            return time.perf_counter() - since
        time.sleep(0.02)
    raise TimeoutError("the web process did not become healthy")


def _visit_every_page(browser: Any, address: str, since: float) -> tuple[float, int]:
    first_page_s, visited = 0.0, 0
    for role, pages in PAGES.items():
        page = browser.new_context().new_page()
        page.goto(f"{address}/sign-in")
        page.click(f"button[value={role}]")
        for path, drawn in pages:
            if path:
                page.goto(f"{address}/{path}")
            page.wait_for_selector(drawn)
            first_page_s = first_page_s or time.perf_counter() - since
            visited += 1
        if role == "agent":
            page.goto(f"{address}/my-cards")
            page.click(".card-list button")
            page.wait_for_selector(".card-head")
            visited += 1
    return first_page_s, visited


def _resident_mb(pid: int) -> float:
    import psutil

    return round(float(psutil.Process(pid).memory_info().rss) / 2**20, 1)
