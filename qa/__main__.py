"""The engine alone: `python -m qa evaluate|label`; files in, JSON or text out."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.coaching import build_card
from qa.errors import QaError
from qa.importers import read_transcript
from qa.label import label_file
from qa.model import Language, Transcript
from qa.pipeline import Engine
from qa.redaction import mask_transcript
from qa.report import as_dict, as_text
from qa.scorecard import load_scorecard
from words import error_sentence

REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 with one sentence why the engine refuses."""
    options = _parser().parse_args(arguments)
    try:
        print(options.command(options))
    except QaError as error:
        language = "ar" if options.language == Language.AR else "en"
        print(error_sentence(error.code, language, **error.params), file=sys.stderr)
        return REFUSED
    return 0


def evaluate(options: argparse.Namespace) -> str:
    """The evaluation and the card of one transcript."""
    transcript = mask_transcript(_read(options.file, options.language))
    evaluation = Engine().evaluate(transcript, load_scorecard(options.scorecard))
    card = build_card(transcript, evaluation.results)
    if options.json:
        return json.dumps(as_dict(evaluation, card), ensure_ascii=False, indent=2)
    return as_text(evaluation, card)


def label(options: argparse.Namespace) -> str:
    """Labels of every dialogue of a JSONL file; prints how many."""
    return str(label_file(options.source, options.target))


def _read(path: Path, language: str) -> Transcript:
    known = None if language == "auto" else Language(language)
    return read_transcript(path.name, path.read_bytes(), language=known)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description=__doc__)
    parser.set_defaults(language="auto")
    commands = parser.add_subparsers(required=True)
    _add_evaluate(commands.add_parser("evaluate", help=evaluate.__doc__))
    _add_label(commands.add_parser("label", help=label.__doc__))
    return parser


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorecard", default="default")
    parser.add_argument("--language", choices=["ar", "en", "auto"], default="auto")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=evaluate)


def _add_label(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.set_defaults(command=label)


if __name__ == "__main__":
    sys.exit(main())
