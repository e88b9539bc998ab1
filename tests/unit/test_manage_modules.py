"""`manage.py modules`: check, preview, publish, retire, list."""

from pathlib import Path
from typing import Any

import pytest

import manage
import manage_modules
from jobs import prepare
from services import modules, spelling
from settings import read_settings
from storage.store import Store
from tests.content_folder import write, write_folder
from tests.sample_module import sample_module
from tests.unit.test_manage import data, quick_hashes
from training_modules.check import check as real_check
from training_modules.sources import Fault
from training_modules.spelling import SpellingAway

__all__ = ["data", "quick_hashes"]

ALIKE = "alike_"


@pytest.fixture
def folder(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The centre's own, without faults: what is alike in the sample is looked over here."""

    def check(folder: Path, **options: Any) -> tuple[Fault, ...]:
        found = real_check(folder, **options)
        return tuple(fault for fault in found if not fault.code.startswith(ALIKE))

    monkeypatch.setattr(modules, "check", check)
    monkeypatch.setattr(spelling, "misspelt", lambda *_: ())
    made = write_folder(tmp_path / "own", sample_module("empathy"))
    monkeypatch.setenv("ITQAN_MODULES", str(made))
    return made


def runs(*arguments: str) -> int:
    return manage.main(["--language", "en", "modules", *arguments])


def test_a_good_folder_is_checked_published_listed_and_retired(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runs("check") == 0
    assert runs("publish") == 0
    assert runs("publish") == 0
    assert runs("list") == 0
    assert runs("retire", "empathy") == 0
    assert runs("retire", "empathy") == 1
    assert runs("list") == 0
    told = capsys.readouterr().out
    for words in (
        "Nothing to mend.",
        "Published: empathy",
        "Nothing has changed",
        "published 20",
        "Retired: empathy",
        "There is no module empathy in use",
        ", retired",
    ):
        assert words in told


def test_a_broken_folder_is_told_and_not_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "empathy" / "drills.yml", [{"id": "empathy.d1"}])
    assert runs("check") == 1
    assert runs("publish") == 1
    told = capsys.readouterr()
    assert "empathy/drills.yml:1: " in told.out
    assert "things to mend" in told.err
    assert runs("list") == 0
    assert capsys.readouterr().out == ""


def test_checking_and_previewing_leave_the_database_alone(folder: Path, data: Path) -> None:
    assert runs("check", str(folder)) == 0
    assert runs("preview", "empathy", "--out", str(folder.parent / "page.html")) == 0
    assert runs("preview", "nosuch") == 1
    assert not (data / "itqan.db").exists()
    assert "A week of waiting" in (folder.parent / "page.html").read_text("utf-8")


def test_where_spelling_cannot_be_checked_the_rest_is(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise SpellingAway("no dictionaries")

    monkeypatch.setattr(spelling, "misspelt", away)
    assert runs("check") == 0
    assert "Spelling was not checked" in capsys.readouterr().out


def test_a_start_tells_of_a_broken_own_folder_and_goes_on(
    folder: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "empathy" / "drills.yml", [{"id": "empathy.d1"}])
    prepare.prepare(read_settings())
    told = capsys.readouterr().err
    assert "empathy/drills.yml:1: " in told
    store = Store(f"sqlite:///{data / 'itqan.db'}")
    in_use = modules.published(store)
    store.close()
    assert "empathy" not in in_use
    assert len(in_use) >= 1


def test_without_an_own_folder_what_ships_is_meant(data: Path) -> None:
    settings = read_settings({"ITQAN_MODULES": ""})
    assert settings.modules_dir is None
    assert (manage_modules.check, manage_modules.preview) == manage_modules.WITHOUT_DATABASE
