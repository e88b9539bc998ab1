"""Which modules people learn from: published once, never changed, retired when they are done."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from qa.scorecard import load_scorecard
from services import warming
from services.errors import NotFound
from storage.audit import AuditLine
from storage.modules import Publication
from storage.store import Store, Work
from training_modules.catalog import (
    CONTENT,
    Content,
    ContentBroken,
    Phrase,
    look_into,
    module_from_dict,
    module_ids,
    module_to_dict,
    version_of,
)
from training_modules.check import check
from training_modules.checking.texts import Misspelt
from training_modules.model import Module, PathStep, Skill, Text
from training_modules.sources import Fault

# What a version says never changes: each is read once in a process.
_read: dict[tuple[str, str], Module] = {}


def published(store: Store) -> Mapping[str, Module]:
    """The newest version of every module that is not retired, in the order of the path."""
    with store.reading() as work:
        return published_in(work)


def published_in(work: Work) -> Mapping[str, Module]:
    """The same, inside a transaction."""
    latest = work.modules.latest()
    in_use = [one for one in latest.values() if one.retired_at is None]
    order = {step.module_id: number for number, step in enumerate(path())}
    in_use.sort(key=lambda one: (order.get(one.module_id, len(order)), one.module_id))
    return MappingProxyType(
        {one.module_id: of_version_in(work, one.module_id, one.version) for one in in_use}
    )


def retired_in(work: Work) -> Mapping[str, Module]:
    """Modules that are not in use any more, as they were published last."""
    latest = work.modules.latest().values()
    gone = (one for one in latest if one.retired_at is not None)
    return {one.module_id: of_version_in(work, one.module_id, one.version) for one in gone}


def titles(store: Store) -> Mapping[str, Text]:
    """What every module is called, also a retired one."""
    with store.reading() as work:
        known = {**retired_in(work), **published_in(work)}
    return {module_id: module.title for module_id, module in known.items()}


def of_version(store: Store, module_id: str, version: str) -> Module:
    """As it was published, retired or not; NotFound where it never was."""
    known = _read.get((module_id, version))
    if known is not None:
        return known
    with store.reading() as work:
        return of_version_in(work, module_id, version)


def of_version_in(work: Work, module_id: str, version: str) -> Module:
    key = (module_id, version)
    if key not in _read:
        body = work.modules.body(module_id, version)
        if body is None:
            raise NotFound
        _read[key] = module_from_dict(body)
        warming.settle()
    return _read[key]


def publish(
    store: Store,
    modules: Sequence[Module],
    now: datetime,
    sources: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, ...]:
    """The ids published anew; a module whose newest version is this one is left as it is."""
    with store.transaction() as work:
        work.modules.lock()
        latest = work.modules.latest()
        named = [replace(module, version=version_of(module)) for module in modules]
        fresh = [one for one in named if not _in_use(latest.get(one.module_id), one.version)]
        for module in named:
            source = sources.get(module.module_id, "")
            if module in fresh:
                _add(work, module, Publication(module.module_id, module.version, now, None, source))
            else:  # a remark was changed: the same version, from other files
                work.modules.set_source(module.module_id, module.version, source)
    return tuple(module.module_id for module in fresh)


def _in_use(publication: Publication | None, version: str) -> bool:
    if publication is None or publication.retired_at is not None:
        return False
    return publication.version == version


def _add(work: Work, module: Module, new: Publication) -> None:
    work.modules.add(new, module_to_dict(module))
    line = AuditLine("module.publish", module.module_id, {"version": module.version})
    work.audit.add(None, line, new.published_at)


def retire(store: Store, module_id: str, now: datetime) -> None:
    """Nobody starts it any more; whoever is in it can finish. NotFound where it is not in use."""
    with store.transaction() as work:
        work.modules.lock()
        if not work.modules.retire(module_id, now):
            raise NotFound
        work.audit.add(None, AuditLine("module.retire", module_id), now)


def publish_shipped(store: Store, now: datetime, own: Path | None = None) -> tuple[str, ...]:
    """At every start: what ships with the product, and the centre's own folder over it.

    Modules whose files are the same as at their publication are not even read; retired ones stay
    retired. ContentBroken, with everything shipped published, where the own folder has faults.
    """
    shipped = _digests(CONTENT)
    mine = _digests(own) if own else {}
    published_now = _publish_changed(
        store, CONTENT, {name: digest for name, digest in shipped.items() if name not in mine}, now
    )
    if not own:
        return published_now
    if _changed(store, mine):
        refuse_faults(check_folder(own))
    return published_now + _publish_changed(store, own, mine, now)


def publish_folder(store: Store, folder: Path, now: datetime) -> tuple[str, ...]:
    """By hand, retired modules too; ContentBroken with every fault where it has one."""
    refuse_faults(check_folder(folder))
    content, _ = look_into(folder)
    return publish(store, content.modules, now, _digests(folder))


def check_folder(folder: Path, misspelt: Misspelt | None = None) -> tuple[Fault, ...]:
    """Every fault; more is asked of what ships with the product than of a centre's own."""
    criteria = {criterion.criterion_id for criterion in load_scorecard().criteria}
    shipped = folder.resolve() == CONTENT.resolve()
    return check(folder, criteria=criteria, misspelt=misspelt, shipped=shipped)


def refuse_faults(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise ContentBroken(faults)


@dataclass(frozen=True, slots=True)
class Listed:
    """A module as the command line lists it."""

    module_id: str
    version: str
    published_at: datetime
    retired_at: datetime | None


def list_all(store: Store) -> tuple[Listed, ...]:
    """The newest publication of every module, by id."""
    with store.reading() as work:
        latest = work.modules.latest()
    return tuple(
        Listed(one.module_id, one.version, one.published_at, one.retired_at)
        for _, one in sorted(latest.items())
    )


def skills() -> tuple[Skill, ...]:
    return _shared().skills


def path() -> tuple[PathStep, ...]:
    """The stages of a new hire's path, in order."""
    return _shared().path


def phrases() -> tuple[Phrase, ...]:
    return _shared().phrases


@cache
def _shared() -> Content:
    """What stands beside the modules; ContentBroken where it cannot be used."""
    content, faults = look_into(CONTENT, only=())
    refuse_faults(faults)
    return content


def _publish_changed(
    store: Store, folder: Path, digests: Mapping[str, str], now: datetime
) -> tuple[str, ...]:
    changed = _changed(store, digests)
    if not changed:
        return ()
    content, faults = look_into(folder, only=changed)
    refuse_faults(faults)
    return publish(store, content.modules, now, digests)


def _changed(store: Store, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Modules whose files are not those of their newest publication; retired ones left out."""
    with store.reading() as work:
        latest = work.modules.latest()
    return tuple(
        name for name, digest in digests.items()
        if name not in latest
        or (latest[name].retired_at is None and latest[name].source != digest)
    )  # fmt: skip


def _digests(folder: Path) -> dict[str, str]:
    """Of each module's files, names and contents."""
    return {name: _digest(folder / name) for name in module_ids(folder)}


def _digest(folder: Path) -> str:
    seen = hashlib.sha256()
    for file in sorted(folder.rglob("*.yml")):
        seen.update(file.relative_to(folder).as_posix().encode() + b"\0")
        seen.update(file.read_bytes() + b"\0")
    return seen.hexdigest()
