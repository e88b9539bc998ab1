"""`python -m qa transcribe FILE`: a recording in, its words out; `evaluate` hears by it too."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.model import Language, Segment, Transcript
from qa.times import clock
from words import t

if TYPE_CHECKING:
    from argparse import _SubParsersAction

RECORDING_SUFFIXES = frozenset(
    {".wav", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".mp4", ".m4b", ".3gp"}
)
MODEL = os.environ.get("ITQAN_WHISPER_MODEL", "small")
DATA = Path(os.environ.get("ITQAN_DATA", Path(__file__).resolve().parents[2] / "data"))


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    parser = subparsers.add_parser("transcribe", help="a recording's words, by speaker and time")
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", choices=[*Language, "auto"], default="auto")
    parser.add_argument("--json", action="store_true")
    add_model_options(parser)
    parser.set_defaults(command=transcribe)


def add_model_options(parser: ArgumentParser) -> None:
    """What `transcribe` and `evaluate` both need to hear a recording."""
    parser.add_argument("--model", default=MODEL, help="a Whisper size, or a checkpoint's path")
    parser.add_argument("--models-dir", type=Path, default=DATA / "models")


def transcribe(options: Namespace) -> None:
    transcript = hear(options)
    if options.json:
        from qa.serialise import transcript_to_dict

        _write(json.dumps(transcript_to_dict(transcript), ensure_ascii=False, indent=2))
        return
    for segment in transcript.segments:
        _write(_line(segment, transcript.language))


def is_recording(path: Path) -> bool:
    """By the name alone; what is in it is looked at when it is heard."""
    return path.suffix.lower() in RECORDING_SUFFIXES


def hear(options: Namespace) -> Transcript:
    """The recording's words, card numbers masked."""
    from qa.redaction import mask_transcript
    from qa.speech.transcription import transcribe_recording
    from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber

    language = None if options.language == "auto" else Language(options.language)
    whisper = WhisperOptions(model=options.model, models_dir=options.models_dir)
    with WhisperTranscriber(whisper, on_news=_show_fetched) as transcriber:
        transcript = transcribe_recording(
            options.file, options.file.name, transcriber, language=language, on_progress=_show
        )
    return mask_transcript(transcript)


def _line(segment: Segment, language: Language) -> str:
    speaker = t(f"transcribe.{segment.speaker}", language)
    return f"[{clock(segment.start_s or 0)}] {speaker}: {segment.text}"


def _show_fetched(news: dict[str, Any]) -> None:
    if "fetched" in news:
        _show(news["fetched"], news["total"])


def _show(done: int, total: int) -> None:
    """How far it is, where a person is looking on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{100 * done // max(1, total)} %" + ("\n" if done == total else ""))


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
