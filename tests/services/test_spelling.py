"""Spelling as the web process asks for it, and over everything that ships."""

import pytest

from services import modules, spelling
from training_modules.catalog import CONTENT
from training_modules.spelling import SpellingAway, SpellingChild


def test_shipped_content_passes_the_spelling_check_with_the_projects_own_words() -> None:
    faults = modules.check_folder(CONTENT, spelling.misspelt)
    assert [fault for fault in faults if fault.code == "misspelt"] == []


def test_a_child_that_cannot_run_means_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    away = SpellingChild("training_modules.spelling.no_such_program")
    monkeypatch.setattr(spelling, "_child", lambda: away)
    assert spelling.check("text", "en") is None
    assert spelling.suggest("text", "en") is None
    with pytest.raises(SpellingAway):
        spelling.misspelt("text", "en")


def test_suggestions_come_only_when_asked_for() -> None:
    (found,) = spelling.check("I will recieve it.", "en") or ()
    assert found.better == ()
    assert (spelling.suggest(found.word, "en") or ())[:1] == ("receive",)
