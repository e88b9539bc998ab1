"""`python -m training_modules check [FOLDER]` and `preview MODULE`, for authors of content."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from training_modules.catalog import CONTENT, look_into
from training_modules.check import check, sentence
from training_modules.preview import page
from words import LANGUAGES, plural, t


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where nothing is to be mended, 1 where something is, 2 for a wrong command line."""
    parser = _parser(_own_language())
    options = parser.parse_args(arguments)
    return check_folder(options) if options.act == "check" else preview(options)


def check_folder(options: argparse.Namespace) -> int:
    faults = check(options.folder, shipped=options.folder == CONTENT)
    for fault in faults:
        print(sentence(fault, options.language))
    if not faults:
        print(t("content.good", options.language))
        return 0
    print(plural("content.faults", len(faults), options.language), file=sys.stderr)
    return 1


def preview(options: argparse.Namespace) -> int:
    """Shows what can be read, whatever else is wrong with the folder."""
    content, _ = look_into(options.folder)
    found = [module for module in content.modules if module.module_id == options.module]
    if not found:
        told = t("content.unknown_module", options.language, id=options.module)
        print(told, file=sys.stderr)
        return 1
    made = page(found[0], options.language)
    if options.out is None:
        print(made)
        return 0
    options.out.write_text(made, "utf-8")
    print(t("content.written", options.language, file=options.out))
    return 0


def _own_language() -> str:
    wish = os.environ.get("LANG", "")[:2]
    return wish if wish in LANGUAGES else "en"


def _parser(language: str) -> argparse.ArgumentParser:
    def words(name: str) -> str:
        return t(f"content.about_{name}", language)

    about = t("content.about", language)
    parser = argparse.ArgumentParser(prog="python -m training_modules", description=about)
    acts = parser.add_subparsers(required=True, dest="act", metavar="ACT")
    checked = acts.add_parser("check", help=words("check"))
    checked.add_argument("folder", type=Path, nargs="?", default=CONTENT, help=words("folder"))
    shown = acts.add_parser("preview", help=words("preview"))
    shown.add_argument("module", help=words("module"))
    shown.add_argument("--folder", type=Path, default=CONTENT, help=words("folder"))
    shown.add_argument("--out", type=Path, help=words("out"))
    for act in (checked, shown):
        act.add_argument("--language", choices=LANGUAGES, default=language, help=words("language"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
