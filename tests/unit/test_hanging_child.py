"""A child that hangs before it reads anything: nobody waits for it longer than its time."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from children import child
from training_modules.spelling import SpellingAway, SpellingChild

# More than a pipe holds: 20,000 Arabic letters are 120,000 bytes of JSON.
LONG_DRAFT = "ا" * 20_000


@pytest.fixture
def hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpellingChild]:
    """A program that never reads its requests."""
    (tmp_path / "hanging.py").write_text("import signal\nsignal.pause()\n", "utf-8")
    monkeypatch.setattr(child, "PROJECT", tmp_path)
    made = SpellingChild("hanging", wall_s=0.2, load_wall_s=0.2)
    yield made
    made.close()


@pytest.mark.parametrize("text", ["قصير", LONG_DRAFT], ids=["short", "long"])
def test_a_child_that_never_reads_is_killed_and_spelling_is_away(
    hangs: SpellingChild, text: str
) -> None:
    with pytest.raises(SpellingAway):
        hangs.check(text, "ar")


def test_where_no_process_can_be_started_spelling_is_away(
    hangs: SpellingChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(SpellingAway):
        hangs.check("قصير", "ar")
