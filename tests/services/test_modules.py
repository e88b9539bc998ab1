"""Publishing modules: once a version, never changed, retired without harm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services import modules
from services.errors import NotFound
from storage.store import Store
from tests.content_folder import write, write_folder, write_module
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.catalog import ContentBroken, version_of
from training_modules.model import Module

MODULE = sample_module()
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(both: Centre) -> Store:
    return both.store


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the tests' own in the place of what ships."""
    folder = write_folder(tmp_path / "shipped")
    monkeypatch.setattr(modules, "CONTENT", folder)
    monkeypatch.setattr(modules, "check_folder", _no_faults)
    modules._shared.cache_clear()
    yield folder
    modules._shared.cache_clear()


def _no_faults(folder: Path) -> tuple[()]:
    return ()


def changed(module: Module = MODULE, en: str = "Another summary") -> Module:
    return replace(module, summary=replace(module.summary, en=en))


def published_rows(store: Store) -> int:
    with store.reading() as work:
        return [entry.act for entry in work.audit.latest(0, 100)].count("module.publish")


def test_a_published_module_is_the_one_that_was_written(store: Store) -> None:
    assert modules.publish(store, [MODULE], NOW) == ("empathy",)
    version = version_of(MODULE)
    assert modules.published(store)["empathy"] == replace(MODULE, version=version)
    assert modules.of_version(store, "empathy", version).questions == MODULE.questions


def test_what_has_not_changed_is_not_published_again(store: Store) -> None:
    modules.publish(store, [MODULE], NOW)
    assert modules.publish(store, [MODULE], LATER) == ()
    assert published_rows(store) == 1


def test_the_newest_version_is_in_use_and_older_ones_stay(store: Store) -> None:
    modules.publish(store, [MODULE], NOW)
    old = modules.published(store)["empathy"].version
    modules.publish(store, [changed()], LATER)
    assert modules.published(store)["empathy"].summary.en == "Another summary"
    assert modules.of_version(store, "empathy", old).summary == MODULE.summary


def test_going_back_to_an_older_version_publishes_it_again(store: Store) -> None:
    modules.publish(store, [MODULE], NOW)
    modules.publish(store, [changed()], NOW)
    assert modules.publish(store, [MODULE], LATER) == ("empathy",)
    assert modules.published(store)["empathy"].summary == MODULE.summary


def test_a_retired_module_is_gone_from_use_and_still_readable(store: Store) -> None:
    modules.publish(store, [MODULE, sample_module("patience")], NOW)
    version = modules.published(store)["empathy"].version
    modules.retire(store, "empathy", LATER)
    assert list(modules.published(store)) == ["patience"]
    assert modules.of_version(store, "empathy", version).module_id == "empathy"
    with pytest.raises(NotFound):
        modules.retire(store, "empathy", LATER)


def test_a_retired_module_can_be_published_by_hand(store: Store) -> None:
    modules.publish(store, [MODULE], NOW)
    modules.retire(store, "empathy", NOW)
    assert modules.publish(store, [MODULE], LATER) == ("empathy",)
    assert list(modules.published(store)) == ["empathy"]


def test_modules_stand_in_the_order_of_the_path(store: Store) -> None:
    ids = [step.module_id for step in modules.path()]
    named = [*reversed(ids), "zeal", "courage"]
    modules.publish(store, [sample_module(name) for name in named], NOW)
    assert list(modules.published(store)) == [*ids, "courage", "zeal"]


def test_a_version_that_never_was_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        modules.of_version(store, "empathy", "nosuch")


def test_a_version_is_read_once_in_a_process(store: Store) -> None:
    modules.publish(store, [MODULE], NOW)
    first = modules.published(store)["empathy"]
    assert modules.published(store)["empathy"] is first
    assert modules.of_version(store, "empathy", first.version) is first


def test_a_start_publishes_what_ships_once(store: Store, shipped: Path) -> None:
    assert modules.publish_shipped(store, NOW) == ("empathy",)
    assert modules.publish_shipped(store, LATER) == ()


def test_unchanged_files_are_not_even_read(
    store: Store, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules.publish_shipped(store, NOW)
    monkeypatch.setattr(modules, "look_into", lambda *_, **__: pytest.fail("read again"))
    assert modules.publish_shipped(store, LATER) == ()


def test_a_changed_remark_is_read_once_and_makes_no_new_version(
    store: Store, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules.publish_shipped(store, NOW)
    head = shipped / "empathy" / "module.yml"
    head.write_text("# a remark\n" + head.read_text("utf-8"), "utf-8")
    assert modules.publish_shipped(store, LATER) == ()
    monkeypatch.setattr(modules, "look_into", lambda *_, **__: pytest.fail("read again"))
    assert modules.publish_shipped(store, LATER) == ()


def test_a_changed_file_publishes_its_module_alone(store: Store, shipped: Path) -> None:
    write_module(shipped, sample_module("patience"))
    modules.publish_shipped(store, NOW)
    write_module(shipped, changed())
    assert modules.publish_shipped(store, LATER) == ("empathy",)


def test_a_retired_module_stays_retired_at_the_next_start(store: Store, shipped: Path) -> None:
    modules.publish_shipped(store, NOW)
    modules.retire(store, "empathy", NOW)
    write_module(shipped, changed())
    assert modules.publish_shipped(store, LATER) == ()
    assert list(modules.published(store)) == []


def test_the_centres_own_module_takes_the_place_of_the_shipped_one(
    store: Store, shipped: Path, tmp_path: Path
) -> None:
    own = write_folder(tmp_path / "own", changed(en="Our own"))
    modules.publish_shipped(store, NOW, own)
    assert modules.published(store)["empathy"].summary.en == "Our own"
    assert modules.publish_shipped(store, LATER, own) == ()


def test_a_broken_folder_changes_nothing(store: Store, shipped: Path) -> None:
    modules.publish_shipped(store, NOW)
    before = dict(modules.published(store))
    write(shipped / "empathy" / "drills.yml", [{"id": "empathy.d1"}])
    with pytest.raises(ContentBroken) as broken:
        modules.publish_shipped(store, LATER)
    assert {fault.file for fault in broken.value.faults} == {"empathy/drills.yml"}
    assert dict(modules.published(store)) == before
    assert published_rows(store) == 1


def test_an_own_folder_with_faults_leaves_what_ships_in_use(
    store: Store, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(modules, "CONTENT", shipped)
    own = write_folder(tmp_path / "own", sample_module("courage"))
    (own / "courage" / "cards.yml").write_text("- {", "utf-8")
    with pytest.raises(ContentBroken):
        modules.publish_shipped(store, NOW, own)
    assert list(modules.published(store)) == ["empathy"]
