"""The engine alone: `python -m qa evaluate|transcribe|label`; files in, JSON or text out."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.card_hints import with_hints
from qa.coaching import build_card
from qa.errors import FileRefused, QaError
from qa.importers import read_transcript
from qa.label import label_file
from qa.model import Direction, Language, Transcript
from qa.pipeline import Engine
from qa.redaction import mask_transcript
from qa.report import as_dict, as_text, speakers_as_dict, speakers_as_lines
from qa.roles.hearing import hear
from qa.scorecard import load_scorecard
from qa.speech import command as transcribe_command
from words import error_sentence

LEFT_ALONE = 1  # whoever read the output went before its end
REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 with one sentence why the engine refuses."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Else Python would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return LEFT_ALONE
    except QaError as error:
        language = "ar" if options.language == Language.AR else "en"
        print(error_sentence(error.code, language, **error.params), file=sys.stderr)
        return REFUSED
    return 0


def evaluate(options: argparse.Namespace) -> None:
    """The evaluation and the card of one recording or transcript."""
    scorecard = load_scorecard(options.scorecard)
    engine = Engine()
    said = _transcript(options)
    transcript = mask_transcript(hear(engine, said, scorecard, Direction(options.direction)))
    evaluation = engine.evaluate(transcript, scorecard)
    card = build_card(transcript, evaluation.results)
    card = with_hints(card, transcript, evaluation.results)
    if options.json:
        told = as_dict(evaluation, card) | {"speakers": speakers_as_dict(transcript)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*speakers_as_lines(transcript), as_text(evaluation, card)]))


def label(options: argparse.Namespace) -> None:
    """Labels of every dialogue of a JSONL file; prints how many."""
    _refuse_missing(options.source)
    print(label_file(options.source, options.target))


def _transcript(options: argparse.Namespace) -> Transcript:
    """What is said in the file, card numbers masked; a recording is heard first."""
    file: Path = options.file
    _refuse_missing(file)
    if transcribe_command.is_recording(file):
        return transcribe_command.hear(options)
    language = None if options.language == "auto" else Language(options.language)
    return mask_transcript(read_transcript(file.name, file.read_bytes(), language=language))


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise FileRefused("file_unreadable", name=path.name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description=__doc__)
    parser.set_defaults(language="auto")
    commands = parser.add_subparsers(required=True)
    _add_evaluate(commands.add_parser("evaluate", help=evaluate.__doc__))
    transcribe_command.add(commands)
    _add_label(commands.add_parser("label", help=label.__doc__))
    return parser


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorecard", default="default")
    parser.add_argument("--language", choices=["ar", "en", "auto"], default="auto")
    parser.add_argument("--direction", choices=[*Direction], default=Direction.INBOUND)
    parser.add_argument("--json", action="store_true")
    transcribe_command.add_model_options(parser)
    parser.set_defaults(command=evaluate)


def _add_label(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.set_defaults(command=label)


if __name__ == "__main__":
    sys.exit(main())
