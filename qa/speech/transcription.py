"""From decoded channels to segments: independent pieces, each transcribed alone, then joined.

A piece is addressed by channel, start and end, and cut the same way every time, so that a job can
do one after the other and go on after a crash where it was.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from qa.audio import TICK_S, AudioLimits, DecodedAudio, decode, levels
from qa.errors import FileRefused
from qa.model import Language, Segment, Speaker, Transcript
from qa.speech import speakers
from qa.speech.speakers import ChannelSpeakers

PIECE_S = 120.0
SEARCHED_S = 30.0  # how far before the last possible edge a quiet place is looked for

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one channel's raw file; `voiced` are the stretches worth hearing, under 30 s each.

    All times are seconds from the recording's start.
    """

    channel: int
    speaker: Speaker
    path: Path
    start_s: float
    end_s: float
    voiced: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PieceText:
    """What was said in one piece, with times from the recording's start."""

    segments: tuple[Segment, ...]
    language: Language


class Transcriber(Protocol):
    """Turns a piece into words; `language` None asks it to find out which of the two it is."""

    @property
    def name(self) -> str: ...

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText: ...


def cut_pieces(
    decoded: DecodedAudio, heard: ChannelSpeakers, target_s: float = PIECE_S
) -> tuple[Piece, ...]:
    """Pieces of about `target_s`, cut at quiet places, in order of time; silent ones left out."""
    pieces = [
        piece
        for channel, speaker in enumerate(heard.speakers)
        if speaker is not None
        for piece in _cut_channel(channel, speaker, decoded.channels[channel], target_s)
    ]
    return tuple(sorted(pieces, key=lambda piece: (piece.start_s, piece.channel)))


def join(texts: Iterable[PieceText]) -> tuple[Segment, ...]:
    """All segments in order of time, counted anew."""
    found = [segment for text in texts for segment in text.segments]
    found.sort(key=lambda segment: (segment.start_s or 0.0, segment.end_s or 0.0))
    return tuple(replace(segment, index=index) for index, segment in enumerate(found))


def transcript_of(
    texts: Iterable[PieceText], heard: ChannelSpeakers, *, name: str, engine: str
) -> Transcript:
    """The whole call; FileRefused where nobody said a word. Swapped sides are put right."""
    texts = tuple(texts)
    segments = join(texts)
    if not segments:
        raise FileRefused("audio_no_speech", name=name)
    transcript = Transcript(segments, texts[0].language, engine=engine, notes=heard.notes)
    return speakers.put_sides_right(transcript)


def transcribe_recording(
    path: Path,
    name: str,
    transcriber: Transcriber,
    *,
    language: Language | None = None,
    limits: AudioLimits | None = None,
    on_progress: OnProgress | None = None,
) -> Transcript:
    """All steps in one go, for the command line; a job does them one by one."""
    with TemporaryDirectory(prefix="itqan-") as folder:
        decoded = decode(path, name, Path(folder), limits or AudioLimits())
        heard = speakers.assign(decoded)
        pieces = cut_pieces(decoded, heard)
        texts = list(transcribe_pieces(pieces, transcriber, language, on_progress))
    return transcript_of(texts, heard, name=name, engine=transcriber.name)


def transcribe_pieces(
    pieces: tuple[Piece, ...],
    transcriber: Transcriber,
    language: Language | None,
    on_progress: OnProgress | None = None,
) -> Iterator[PieceText]:
    """One after the other; what the first is found to be, the others are taken for."""
    for done, piece in enumerate(pieces, start=1):
        text = transcriber.transcribe(piece, language)
        language = text.language
        yield text
        if on_progress:
            on_progress(done, len(pieces))


def _cut_channel(channel: int, speaker: Speaker, path: Path, target_s: float) -> Iterator[Piece]:
    found = levels.read_levels(path)
    longest = int(target_s / TICK_S)
    searched = min(int(SEARCHED_S / TICK_S), longest // 2)
    for start, end in levels.cut(
        found, 0, len(found), longest=longest, shortest=longest - searched
    ):
        voiced = tuple(
            (levels.seconds(start + begin), levels.seconds(start + stop))
            for begin, stop in levels.voiced(found[start:end])
        )
        if voiced:
            edges = levels.seconds(start), levels.seconds(end)
            yield Piece(channel, speaker, path, *edges, voiced)
