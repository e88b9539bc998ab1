"""`make check`'s own checks: words in both languages, functions and files short enough."""

import ast
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import words

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
PROJECT = Path(__file__).resolve().parent.parent
ARABIC_FORMS = {"zero", "one", "two", "few", "many", "other"}
ENGLISH_FORMS = {"one", "other"}

Entry = str | dict[str, str]


def main() -> int:
    complaints = [*words_complaints(), *length_complaints(_python_files())]
    for complaint in complaints:
        sys.stderr.write(complaint + "\n")
    return 1 if complaints else 0


def words_complaints() -> Iterator[str]:
    """Keys that stand in one language only, or whose gaps or plural forms differ."""
    arabic, english = words.catalogue("ar"), words.catalogue("en")
    yield from (f"words: {key} has no English" for key in sorted(arabic.keys() - english.keys()))
    yield from (f"words: {key} has no Arabic" for key in sorted(english.keys() - arabic.keys()))
    for key in sorted(arabic.keys() & english.keys()):
        yield from _entry_complaints(key, arabic[key], english[key])


def length_complaints(files: list[Path]) -> Iterator[str]:
    """Functions over 40 lines and files over 300."""
    for path in files:
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_FILE:
            yield f"{path}: {text.count(chr(10))} lines, over {LONGEST_FILE}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{path}:{node.lineno} {node.name}: {length} lines, over 40"


def _entry_complaints(key: str, arabic: Entry, english: Entry) -> Iterator[str]:
    if isinstance(arabic, str) != isinstance(english, str):
        yield f"words: {key} counts something in one language only"
    elif isinstance(arabic, dict) and isinstance(english, dict):
        if set(arabic) != ARABIC_FORMS or set(english) != ENGLISH_FORMS:
            yield f"words: {key} lacks a plural form"
    elif gaps(str(arabic)) != gaps(str(english)):
        yield f"words: {key} has other gaps in Arabic than in English"


def gaps(text: str) -> set[str]:
    """The {named} places of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
    ).stdout.split()
    skipped = ("tests/", "storage/migrations/versions/")
    return [Path(name) for name in listed if not name.startswith(skipped) and Path(name).is_file()]


if __name__ == "__main__":
    sys.exit(main())
