"""What every test shares; in CI a skip is a failure, but for data that is not ours to ship."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture
def shared_data() -> Path:
    """The folder of recordings and dialogues beside the project, which is not part of it."""
    if not SHARED.exists():
        pytest.skip(f"needs the data in {SHARED.name}/ beside the project")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    allowed = "shared_data" in getattr(item, "fixturenames", ())
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail") and not allowed:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
