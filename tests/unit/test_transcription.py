from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from qa.audio import AudioLimits, DecodedAudio, decode
from qa.errors import FileRefused
from qa.model import Language, Segment, Speaker
from qa.speech.speakers import ChannelSpeakers, assign
from qa.speech.transcription import (
    Piece,
    PieceText,
    cut_pieces,
    join,
    transcribe_pieces,
    transcribe_recording,
    transcript_of,
)
from tests.unit.recordings import RATE, Sound, silence, talk, write


class Parrot:
    """Says which piece it was given; a stand-in for the large model alone."""

    name = "parrot"

    def __init__(self) -> None:
        self.asked: list[Language | None] = []

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        self.asked.append(language)
        words = f"channel {piece.channel} from {piece.start_s:.0f}"
        segment = Segment(0, piece.speaker, words, piece.start_s, piece.end_s, 0.9)
        return PieceText((segment,), language or Language.AR)


class Mute(Parrot):
    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        self.asked.append(language)
        assert piece.voiced
        return PieceText((), language or Language.EN)


def decoded(tmp_path: Path, *channels: Sound) -> DecodedAudio:
    path = write(tmp_path / "sound", *channels)
    return decode(path, "call", tmp_path / "decoded", AudioLimits())


def cut(found: DecodedAudio, target_s: float = 120) -> tuple[Piece, ...]:
    return cut_pieces(found, assign(found), target_s)


def test_a_call_is_cut_into_pieces_of_at_most_two_minutes(tmp_path: Path) -> None:
    pieces = cut(decoded(tmp_path, talk(300), talk(300, seed=2)))
    for channel in (0, 1):
        own = [piece for piece in pieces if piece.channel == channel]
        assert own[0].start_s == 0
        assert own[-1].end_s == pytest.approx(300)
        assert all(a.end_s == b.start_s for a, b in pairwise(own))
        assert all(piece.end_s - piece.start_s <= 120 for piece in own)


def test_pieces_come_in_order_of_time(tmp_path: Path) -> None:
    pieces = cut(decoded(tmp_path, talk(300), talk(300, seed=2)))
    starts = [piece.start_s for piece in pieces]
    assert starts == sorted(starts)


def test_cuts_fall_into_pauses(tmp_path: Path) -> None:
    for piece in cut(decoded(tmp_path, talk(300)))[:-1]:
        assert 1.2 <= piece.end_s % 2.0 <= 2.0


def test_the_same_call_is_always_cut_the_same_way(tmp_path: Path) -> None:
    found = decoded(tmp_path, talk(200), talk(200, seed=2))
    assert cut(found) == cut(found)


def test_a_silent_piece_is_no_piece(tmp_path: Path) -> None:
    sound = np.concatenate([talk(60), silence(120), talk(60)])
    pieces = cut(decoded(tmp_path, sound), target_s=60)
    heard = [stretch for piece in pieces for stretch in piece.voiced]
    assert len(pieces) == 2
    assert not any(start < 170 and end > 70 for start, end in heard)


def test_what_is_heard_fits_one_window_of_whisper(tmp_path: Path) -> None:
    found = decoded(tmp_path, talk(120, pauses=False))
    lengths = [end - start for piece in cut(found) for start, end in piece.voiced]
    assert len(lengths) > 3
    assert max(lengths) <= 30


def test_speech_over_a_noisy_line_is_told_from_the_noise(tmp_path: Path) -> None:
    hiss = talk(60, seed=9, loud=150, pauses=False)
    speech = np.concatenate([silence(20), talk(10), silence(30)])
    ((start, end),) = cut(decoded(tmp_path, speech + hiss))[0].voiced
    assert 19 < start < 21
    assert 28 < end < 31


def test_a_click_is_not_speech(tmp_path: Path) -> None:
    sound = np.concatenate([talk(4), silence(20)])
    sound[14 * RATE : 14 * RATE + 80] = 20000
    ((_, end),) = cut(decoded(tmp_path, sound))[0].voiced
    assert end < 6


def test_a_dead_side_gives_no_pieces(tmp_path: Path) -> None:
    pieces = cut(decoded(tmp_path, talk(10), silence(10)))
    assert {piece.speaker for piece in pieces} == {Speaker.AGENT}


def test_joined_segments_are_in_order_of_time_and_counted_anew() -> None:
    one = PieceText((Segment(0, Speaker.AGENT, "c", 5.0, 6.0),), Language.EN)
    other = PieceText(
        (Segment(0, Speaker.CUSTOMER, "a", 1.0, 2.0), Segment(1, Speaker.CUSTOMER, "d", 7.0, 8.0)),
        Language.EN,
    )
    assert [(s.index, s.text) for s in join([one, other])] == [(0, "a"), (1, "c"), (2, "d")]


def test_the_language_is_found_once_for_the_whole_call(tmp_path: Path) -> None:
    parrot = Parrot()
    pieces = cut(decoded(tmp_path, talk(60), talk(60, seed=2)), target_s=30)
    list(transcribe_pieces(pieces, parrot, None))
    assert parrot.asked[0] is None
    assert set(parrot.asked[1:]) == {Language.AR}


def test_progress_is_told_piece_by_piece(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = write(tmp_path / "sound", talk(10), talk(10, seed=2))
    transcribe_recording(path, "call", Parrot(), on_progress=lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]


def test_a_recording_becomes_a_transcript_with_both_speakers(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(10), talk(10, seed=2))
    transcript = transcribe_recording(path, "call", Parrot(), language=Language.EN)
    assert [segment.speaker for segment in transcript.segments] == [
        Speaker.AGENT,
        Speaker.CUSTOMER,
    ]
    assert (transcript.engine, transcript.language) == ("parrot", Language.EN)


def test_a_false_stereo_is_transcribed_once(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(10), talk(10))
    transcript = transcribe_recording(path, "call", Parrot())
    assert [segment.speaker for segment in transcript.segments] == [Speaker.UNKNOWN]
    assert "false_stereo" in transcript.notes


def test_where_nobody_says_a_word_there_is_no_transcript(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(10))
    with pytest.raises(FileRefused, match="audio_no_speech"):
        transcribe_recording(path, "call", Mute())
    with pytest.raises(FileRefused, match="audio_no_speech"):
        transcript_of([], ChannelSpeakers((Speaker.UNKNOWN,)), name="call", engine="parrot")
