"""`python manage.py modules check | preview | publish | retire | list`, for who writes modules."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from services import modules, spelling
from services.errors import NotFound
from training_modules.catalog import CONTENT, ContentBroken, look_into
from training_modules.check import sentence
from training_modules.preview import page
from training_modules.sources import Fault
from training_modules.spelling import SpellingAway
from words import plural, t

if TYPE_CHECKING:
    from manage import Centre


def check(centre: "Centre", options: argparse.Namespace) -> int:
    """1 where something is to be mended; it changes nothing."""
    try:
        faults = modules.check_folder(_folder(centre, options), spelling.misspelt)
    except SpellingAway:
        _say(centre, "spelling_not_checked")
        faults = modules.check_folder(_folder(centre, options))
    return _tell(centre, faults)


def preview(centre: "Centre", options: argparse.Namespace) -> int:
    content, _ = look_into(_folder(centre, options))
    found = [module for module in content.modules if module.module_id == options.module]
    if not found:
        _say(centre, "unknown_module", id=options.module)
        return 1
    made = page(found[0], centre.language)
    if options.out is None:
        print(made)
        return 0
    options.out.write_text(made, "utf-8")
    _say(centre, "written", file=options.out)
    return 0


def publish(centre: "Centre", options: argparse.Namespace) -> int:
    try:
        anew = modules.publish_folder(centre.store, _folder(centre, options), centre.now)
    except ContentBroken as broken:
        return _tell(centre, broken.faults)
    for module_id in anew:
        _say(centre, "published", id=module_id)
    if not anew:
        _say(centre, "nothing_new")
    return 0


def retire(centre: "Centre", options: argparse.Namespace) -> int:
    try:
        modules.retire(centre.store, options.module, centre.now)
    except NotFound:
        _say(centre, "not_in_use", id=options.module)
        return 1
    _say(centre, "retired", id=options.module)
    return 0


def list_all(centre: "Centre", _: argparse.Namespace) -> int:
    for one in modules.list_all(centre.store):
        state = "line_retired" if one.retired_at else "line_in_use"
        day = f"{one.published_at:%Y-%m-%d}"
        _say(centre, state, id=one.module_id, version=one.version, day=day)
    return 0


# These look at files alone, and leave the database as it is.
WITHOUT_DATABASE = (check, preview)


def add_commands(made: argparse.ArgumentParser, language: str) -> None:
    def words(name: str) -> str:
        return t(f"content.about_{name}", language)

    acts = made.add_subparsers(required=True, metavar="ACT")
    for name, run in (("check", check), ("preview", preview), ("publish", publish),
                      ("retire", retire), ("list", list_all)):  # fmt: skip
        act = acts.add_parser(name, help=words(name), description=words(name))
        act.set_defaults(run=run)
        if name in ("preview", "retire"):
            act.add_argument("module", metavar="MODULE", help=words("module"))
        if name in ("check", "publish"):
            act.add_argument("folder", type=Path, nargs="?", help=words("own_folder"))
        if name == "preview":
            act.add_argument("--folder", type=Path, help=words("own_folder"))
            act.add_argument("--out", type=Path, help=words("out"))


def _folder(centre: "Centre", options: argparse.Namespace) -> Path:
    """As named, or the centre's own, or what ships."""
    return Path(options.folder or centre.settings.modules_dir or CONTENT)


def _tell(centre: "Centre", faults: tuple[Fault, ...]) -> int:
    for fault in faults:
        print(sentence(fault, centre.language))
    if not faults:
        _say(centre, "good")
        return 0
    print(plural("content.faults", len(faults), centre.language), file=sys.stderr)
    return 1


def _say(centre: "Centre", key: str, **params: object) -> None:
    print(t(f"content.{key}", centre.language, **params))
