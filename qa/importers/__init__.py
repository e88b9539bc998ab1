"""Transcripts that come as files: read_transcript() tells the formats apart, one module reads each.

webvtt and subrip: cues.py; Whisper's JSON: whisper_json.py; "Agent: …" and chats:
labelled_text.py; e-mail: email_text.py and email_file.py (.eml).
"""

from collections.abc import Callable
from pathlib import PurePath

from qa.direction import has_controls
from qa.errors import FileRefused, LanguageUnsupported
from qa.importers.assembly import assemble
from qa.importers.cues import read_subrip, read_webvtt
from qa.importers.decoding import decode_text
from qa.importers.email_file import email_file_text
from qa.importers.email_text import looks_like_email, read_email
from qa.importers.labelled_text import read_labelled_text
from qa.importers.lines import MAX_FILE_LINES, MAX_LINES, Source
from qa.importers.whisper_json import read_whisper_json
from qa.model import Channel, Language, Segment, Speaker, Transcript

MAX_BYTES = 5 * 1024 * 1024
TRANSCRIPT_SUFFIXES = (".vtt", ".srt", ".json", ".txt", ".md", ".eml")


def read_transcript(
    name: str, data: bytes, *, channel: Channel | None = None, language: Language | None = None
) -> Transcript:
    """The transcript in a file, NOT yet masked; FileRefused with the name and line of the trouble.

    Channel and language are taken from the file's shape and words unless given.
    """
    try:
        return _read(name, data, channel, language)
    except FileRefused as refused:
        raise FileRefused(refused.code, **{**refused.params, "name": name}) from None


def _read(name: str, data: bytes, channel: Channel | None, language: Language | None) -> Transcript:
    if len(data) > MAX_BYTES:
        raise FileRefused("transcript_too_large", limit_mb=MAX_BYTES // 1024**2)
    source = _source(PurePath(name).suffix.lower(), data)
    segments = assemble(source.lines)
    return Transcript(
        segments=segments,
        language=language or _language(segments),
        channel=channel or source.channel,
        notes=_notes(segments),
    )


def _source(suffix: str, data: bytes) -> Source:
    if suffix not in TRANSCRIPT_SUFFIXES:
        raise FileRefused("file_type_unknown")
    text = email_file_text(data) if suffix == ".eml" else decode_text(data)
    if suffix != ".json" and text.count("\n") > MAX_FILE_LINES:
        raise FileRefused("transcript_too_many_lines", limit=MAX_LINES)
    return _reader(suffix, text)(text)


def _reader(suffix: str, text: str) -> Callable[[str], Source]:
    """By file type; a text file is looked at, for people save everything as .txt."""
    if suffix == ".json":
        return read_whisper_json
    if suffix == ".vtt" or text.startswith("WEBVTT"):
        return read_webvtt
    if suffix == ".srt" or "-->" in text[:200]:
        return read_subrip
    return read_email if suffix == ".eml" or looks_like_email(text) else read_labelled_text


def _language(segments: tuple[Segment, ...]) -> Language:
    from qa.language import detect_language

    try:
        return detect_language(segment.text for segment in segments)
    except LanguageUnsupported:
        raise FileRefused("transcript_language") from None


def _notes(segments: tuple[Segment, ...]) -> tuple[str, ...]:
    unknown = any(segment.speaker is Speaker.UNKNOWN for segment in segments)
    turned = any(has_controls(segment.text) for segment in segments)
    notes = {"speakers_unknown": unknown, "direction_turned": turned}
    return tuple(note for note, holds in notes.items() if holds)
