import dataclasses
import os
import shutil
import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from qa.audio import AudioInfo, AudioLimits, DecodedAudio, decode, probe, write_playback
from qa.errors import FileRefused
from tests.unit import recordings
from tests.unit.recordings import RATE, Sound, silence, talk, wav_bytes, write, write_film
from words import LANGUAGES, error_sentence

LIMITS = AudioLimits()
NAME = "../../call «1».mp3"


def look(path: Path, limits: AudioLimits = LIMITS) -> AudioInfo:
    return probe(path, NAME, limits)


def hear(path: Path, limits: AudioLimits = LIMITS) -> DecodedAudio:
    return decode(path, NAME, path.parent / "decoded", limits)


def samples(path: Path) -> Sound:
    return np.fromfile(path, "<i2")


def refusal(path: Path, limits: AudioLimits = LIMITS) -> FileRefused:
    """How decoding refuses; nothing is left behind, and both languages can say it with no gap."""
    with pytest.raises(FileRefused) as caught:
        hear(path, limits)
    assert not list((path.parent / "decoded").glob("*"))
    for language in LANGUAGES:
        sentence = error_sentence(caught.value.code, language, **caught.value.params)
        assert "…" not in sentence
        assert NAME in sentence
    return caught.value


@pytest.mark.parametrize("kind", recordings.CODECS)
def test_every_accepted_kind_is_decoded_channel_by_channel(kind: str, tmp_path: Path) -> None:
    agent, customer = talk(6), np.roll(talk(6, seed=2), RATE)
    decoded = hear(write(tmp_path / "sound", agent, customer, kind=kind))
    assert decoded.duration_s == pytest.approx(6, abs=0.15)
    left, right = (samples(path).astype(float) for path in decoded.channels)
    # The customer pauses from 0.2 to 1.0 s, the agent from 1.2 to 2.0 s: nothing crosses over.
    assert np.abs(right[int(0.4 * RATE) : int(0.8 * RATE)]).mean() < 100
    assert np.abs(left[int(1.4 * RATE) : int(1.8 * RATE)]).mean() < 100
    assert np.abs(left).mean() > 500


@pytest.mark.parametrize("kind", recordings.CODECS)
def test_probe_says_what_a_file_is(kind: str, tmp_path: Path) -> None:
    info = look(write(tmp_path / "sound", talk(5), kind=kind))
    assert info.channels == 1
    assert info.duration_s == pytest.approx(5, abs=0.15)
    assert info.playable is (kind not in ("mulaw.wav", "alaw.wav"))


def test_telephone_gsm_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "gsm"
    path.write_bytes(recordings.gsm_wav_bytes(4))
    assert look(path).codec == "gsm_ms"
    assert hear(path).duration_s == pytest.approx(4, abs=0.1)


def test_of_a_film_the_first_sound_track_is_heard(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film", talk(3), silence(3))
    assert look(path).media_type == "video/mp4"
    assert hear(path).loudest_db[0] > -30


def test_there_are_240_peaks_for_each_channel(tmp_path: Path) -> None:
    decoded = hear(write(tmp_path / "sound", talk(30), talk(30, seed=2, loud=1000)))
    assert [len(channel) for channel in decoded.peaks] == [240, 240]
    assert max(decoded.peaks[0]) > max(decoded.peaks[1]) > 0
    assert all(0 <= peak <= 1 for channel in decoded.peaks for peak in channel)


def test_a_level_is_kept_for_each_tenth_of_a_second(tmp_path: Path) -> None:
    decoded = hear(write(tmp_path / "sound", talk(4)))
    levels = decoded.channels[0].with_suffix(".levels").read_bytes()
    assert len(levels) == 40
    assert levels[5] < 30
    assert levels[15] == 120


def test_decoding_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(5), kind="mp3")
    first = decode(path, NAME, tmp_path / "first", LIMITS)
    second = decode(path, NAME, tmp_path / "second", LIMITS)
    assert first.channels[0].read_bytes() == second.channels[0].read_bytes()
    assert first.peaks == second.peaks


def test_browsers_get_pcm_at_the_telephone_rate(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(4), talk(4, seed=2), kind="mulaw.wav")
    with wave.open(str(write_playback(path, NAME, tmp_path / "playable.wav", LIMITS))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 8000)
        assert file.getnframes() == pytest.approx(4 * 8000, abs=800)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.touch()
    assert refusal(path).code == "file_empty"


def test_a_header_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(b""))
    assert refusal(path).code == "file_empty"


def test_twenty_bytes_of_a_header_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(b"")[:20])
    assert refusal(path).code == "file_empty"


@pytest.mark.parametrize("kind", ["wav", "mulaw.wav", "flac", "mp3", "opus"])
def test_half_a_file_is_refused_with_the_time_where_it_stops(kind: str, tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(20), kind=kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = refusal(path)
    assert found.code == "file_truncated"
    assert found.params["at"] in ("00:09", "00:10")
    with pytest.raises(FileRefused, match="file_truncated"):
        look(path)


def test_half_an_m4a_whose_index_comes_first_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(20), kind="m4a", movflags="faststart")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = refusal(path)
    assert found.code == "file_truncated"
    assert found.params["at"] in ("00:09", "00:10")


def test_half_an_m4a_without_its_index_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(20), kind="m4a")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusal(path).code == "file_truncated"


@pytest.mark.parametrize("says", [0xFFFFFFFF, 0, 3200])
def test_a_wrong_declared_length_is_refused(says: int, tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(talk(10).tobytes(), says=says))
    assert refusal(path).code == "length_mismatch"


def test_four_gigabytes_promised_by_a_hundred_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(bytes(100), says=0xFFFFFFF0))
    assert refusal(path).code == "length_mismatch"


def test_chunks_after_the_sound_are_no_mismatch(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    notes = bytes(200_000)
    chunk = b"LIST" + struct.pack("<I", len(notes)) + notes
    path.write_bytes(wav_bytes(talk(5).tobytes()) + chunk)
    assert hear(path).duration_s == pytest.approx(5)


def test_text_called_mp3_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound.mp3"
    path.write_text("Hello, this is a letter and not a call. " * 500)
    assert refusal(path).code == "file_not_audio"


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_are_refused(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "sound.mp3"
    path.write_bytes(np.random.default_rng(seed).bytes(300_000))
    assert refusal(path).code == "file_not_audio"


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n",
        "\ufeff\n#extm3u\nhttp://127.0.0.1/\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "[playlist]\nFile1=http://127.0.0.1/\n",
        '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=call\r\n",
    ],
)
def test_a_playlist_disguised_as_audio_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    path.write_text(text, "utf-8")
    assert refusal(path).code == "playlist_refused"


def test_an_encrypted_recording_is_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path / "sound",
        talk(5),
        kind="m4a",
        encryption_scheme="cenc-aes-ctr",
        encryption_key="00112233445566778899aabbccddeeff",
        encryption_kid="00112233445566778899aabbccddeeff",
    )
    assert refusal(path).code == "file_encrypted"


@pytest.mark.parametrize("lock", [b"drms", b"enca"])
def test_a_protected_purchase_is_refused(lock: bytes, tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(5), kind="m4a")
    path.write_bytes(path.read_bytes().replace(b"mp4a", lock, 1))
    assert refusal(path).code == "file_encrypted"


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    assert refusal(write_film(tmp_path / "film")).code == "audio_no_track"


def test_a_second_over_the_limit_is_refused(tmp_path: Path) -> None:
    limits = dataclasses.replace(LIMITS, max_s=4)
    path = write(tmp_path / "sound", talk(5), kind="mp3")
    found = refusal(path, limits)
    assert (found.code, found.params["length"], found.params["limit"]) == (
        "audio_too_long",
        "00:05",
        "00:04",
    )
    with pytest.raises(FileRefused, match="audio_too_long"):
        look(path, limits)


def test_a_length_that_no_header_gives_away_is_still_limited(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(5), kind="mp3", write_xing="0")
    assert look(path).duration_s is None
    assert refusal(path, dataclasses.replace(LIMITS, max_s=4)).code == "audio_too_long"


def test_a_day_of_silence_in_a_small_flac_is_refused_unopened(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", silence(600), kind="flac")
    day = bytearray(path.read_bytes())
    # STREAMINFO: 36 bits of samples, of which the low 32 start at byte 22.
    struct.pack_into(">I", day, 22, 24 * 3600 * RATE)
    path.write_bytes(day)
    assert refusal(path).params["length"] == "24:00:00"


def test_a_bomb_without_a_stated_length_is_refused_at_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", silence(600), kind="flac")
    bomb = bytearray(path.read_bytes())
    bomb[21] &= 0xF0
    struct.pack_into(">I", bomb, 22, 0)
    path.write_bytes(bomb)
    assert refusal(path, dataclasses.replace(LIMITS, max_s=60)).code == "audio_too_long"


def test_a_file_over_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(LIMITS.max_bytes + 1)
    found = refusal(path)
    assert (found.code, found.params["size"], found.params["limit"]) == ("file_too_large", 101, 100)


def test_a_fifth_of_a_second_is_no_call(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "sound", talk(0.2))).code == "audio_too_short"


@pytest.mark.parametrize("offset", [0, 5, 1000])
def test_silence_is_refused_even_with_a_constant_offset(offset: int, tmp_path: Path) -> None:
    path = write(tmp_path / "sound", silence(5) + np.int16(offset), silence(5))
    assert refusal(path).code == "audio_silent"


def test_an_impossible_sample_rate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(talk(2).tobytes(), rate=0))
    assert refusal(path).code == "audio_rate"


def test_65535_channels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(wav_bytes(talk(2).tobytes(), channels=65535))
    found = refusal(path)
    assert (found.code, found.params["channels"]) == ("audio_channels", 65535)


def test_samples_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    sound = np.concatenate([talk(2).astype("<f4") / 32768, np.full(RATE, np.nan, "<f4")])
    path.write_bytes(wav_bytes(sound.tobytes(), code=3, bits=32))
    found = refusal(path)
    assert found.code == "audio_damaged"
    assert found.params["at"] in ("00:01", "00:02")


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone").code == "file_unreadable"


def test_a_pipe_or_a_folder_is_no_recording(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(FileRefused, match="file_unreadable"):
            look(tmp_path / name)


def test_an_mp3_inside_a_wav_is_heard_for_what_it_is(tmp_path: Path) -> None:
    path = shutil.copy(write(tmp_path / "sound", talk(3), kind="mp3"), tmp_path / "call.wav")
    assert hear(Path(path)).duration_s == pytest.approx(3, abs=0.1)


def test_a_recording_with_a_page_behind_it_is_only_sound(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(3), kind="mp3")
    path.write_bytes(path.read_bytes() + b"<html><script>alert(1)</script></html>")
    assert hear(path).duration_s == pytest.approx(3, abs=0.1)


def test_too_little_memory_ends_in_a_refusal(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(3))
    tight = dataclasses.replace(LIMITS, memory_bytes=96 * 1024 * 1024)
    assert refusal(path, tight).code == "decode_failed"


def test_too_little_time_ends_in_a_refusal(tmp_path: Path) -> None:
    path = write(tmp_path / "sound", talk(3))
    assert refusal(path, dataclasses.replace(LIMITS, wall_s=0.0)).code == "decode_failed"


def test_real_recordings_are_decoded(shared_data: Path, tmp_path: Path) -> None:
    for path in sorted((shared_data / "audio").glob("*/*.*")):
        decoded = decode(path, path.name, tmp_path / path.name, LIMITS)
        promised = probe(path, path.name, LIMITS).duration_s
        assert decoded.duration_s == pytest.approx(promised or decoded.duration_s, abs=0.2)
