"""The house's rules that import-linter cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check_house import gaps, length_complaints, words_complaints

PROJECT = Path(__file__).resolve().parent.parent
WIRED_HERE = {"app.py", "manage.py", "settings.py", "ui/resources.py"}
LAYERS = ("pages", "ui", "web", "jobs", "services", "storage", "qa", "words")


def _imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_settings_are_read_only_where_things_are_wired() -> None:
    readers = {
        str(path.relative_to(PROJECT))
        for layer in LAYERS
        for path in (PROJECT / layer).rglob("*.py")
        if "settings" in _imported_names(path)
    }
    assert {name for name in readers if not name.startswith("jobs/")} <= WIRED_HERE | {
        name for name in readers if name.startswith("web/")
    }


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
