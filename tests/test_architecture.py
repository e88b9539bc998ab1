"""The house's rules that import-linter cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check_house import gaps, length_complaints, words_complaints

PROJECT = Path(__file__).resolve().parent.parent
WIRED_HERE = {"ui/resources.py", "jobs/worker.py", "jobs/launcher.py", "jobs/prepare.py"}
LAYERS = ("pages", "ui", "web", "jobs", "services", "storage", "qa", "words")


def _reads_settings(path: Path) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "settings"
        and any(alias.name == "read_settings" for alias in node.names)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def test_settings_are_read_only_where_things_are_wired() -> None:
    layers = (path for layer in LAYERS for path in (PROJECT / layer).rglob("*.py"))
    readers = {str(path.relative_to(PROJECT)) for path in layers if _reads_settings(path)}
    assert readers <= WIRED_HERE


def test_every_word_stands_in_both_languages_with_the_same_gaps() -> None:
    assert list(words_complaints()) == []


def test_a_sentence_with_other_gaps_is_noticed() -> None:
    assert gaps("{name}: {count}") == {"name", "count"}


def test_a_function_over_forty_lines_is_noticed(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * 41)
    assert len(list(length_complaints([long]))) == 1


@pytest.mark.parametrize("heavy", ["spacy", "torch", "whisper", "numpy", "av", "streamlit"])
def test_importing_the_engine_loads_nothing_heavy(heavy: str) -> None:
    code = f"import qa, qa.model, qa.errors, sys; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0


def test_the_top_level_has_what_was_asked_for() -> None:
    for name in ("app.py", "pages", "qa", "tests", "requirements.txt", "README.md"):
        assert (PROJECT / name).exists(), name
