"""Every code a service can raise has its sentence, every audited act its line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import services
import words
from services import errors
from services.errors import ServiceError

FOLDER = Path(services.__file__).parent
REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}


def _calls() -> Iterator[tuple[str, str]]:
    """The function's name and first text of every call in services."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield node.func.id, first.value


def _codes() -> set[str]:
    written = {text for name, text in _calls() if name in REFUSALS}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    defaults = {kind.code for kind in kinds if issubclass(kind, ServiceError)}
    roles = {f"teams_of_{role}" for role in ("agent", "reviewer", "supervisor", "admin")}
    return written | defaults | roles


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("code", sorted(_codes()))
def test_a_refusal_has_a_sentence(code: str, language: str) -> None:
    assert words.has(f"errors.{code}", language)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("act", sorted({text for name, text in _calls() if name == "AuditLine"}))
def test_an_audited_act_has_a_line_that_needs_its_subject_only(act: str, language: str) -> None:
    line = words.t(f"audit.{act}", language, subject="C-00001")
    assert not re.search(r"[{}]", line)
