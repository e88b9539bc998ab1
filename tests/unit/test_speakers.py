from pathlib import Path

import numpy as np
import pytest

from qa.audio import AudioLimits, DecodedAudio, decode
from qa.model import Language, Segment, Speaker, Transcript
from qa.speech.speakers import assign, noticed_swap, put_sides_right
from tests.unit.recordings import RATE, Sound, silence, talk, write

BOTH = (Speaker.AGENT, Speaker.CUSTOMER)


def decoded(tmp_path: Path, *channels: Sound, kind: str = "wav") -> DecodedAudio:
    path = write(tmp_path / "sound", *channels, kind=kind)
    return decode(path, "call", tmp_path / "decoded", AudioLimits())


def call(*lines: tuple[Speaker, str], language: Language = Language.EN) -> Transcript:
    segments = tuple(Segment(i, speaker, text) for i, (speaker, text) in enumerate(lines))
    return Transcript(segments, language)


def test_in_stereo_the_channel_is_the_speaker(tmp_path: Path) -> None:
    heard = assign(decoded(tmp_path, talk(4), talk(4, seed=2)))
    assert heard.speakers == BOTH
    assert heard.notes == ()


def test_the_centre_can_have_its_sides_the_other_way_round(tmp_path: Path) -> None:
    found = decoded(tmp_path, talk(4), talk(4, seed=2))
    assert assign(found, sides=BOTH[::-1]).speakers == BOTH[::-1]


def test_in_mono_nobody_knows_who_speaks(tmp_path: Path) -> None:
    heard = assign(decoded(tmp_path, talk(4)))
    assert heard.speakers == (Speaker.UNKNOWN,)
    assert heard.notes == ("speakers_unknown",)


@pytest.mark.parametrize("gain", [1.0, 0.98, 0.3, -0.5])
@pytest.mark.parametrize("kind", ["wav", "mp3"])
def test_two_alike_channels_are_heard_once(gain: float, kind: str, tmp_path: Path) -> None:
    sound = talk(4)
    heard = assign(decoded(tmp_path, sound, (sound * gain).astype(np.int16), kind=kind))
    assert heard.speakers == (Speaker.UNKNOWN, None)
    assert "false_stereo" in heard.notes


def test_of_two_alike_channels_the_louder_is_heard(tmp_path: Path) -> None:
    sound = talk(4)
    heard = assign(decoded(tmp_path, (sound * 0.3).astype(np.int16), sound))
    assert heard.speakers == (None, Speaker.UNKNOWN)


def test_strong_crosstalk_leaves_two_speakers(tmp_path: Path) -> None:
    one, other = talk(6), np.roll(talk(6, seed=2), RATE)
    mixed = [(a + 0.3 * b).astype(np.int16) for a, b in ((one, other), (other, one))]
    assert assign(decoded(tmp_path, *mixed)).speakers == BOTH


@pytest.mark.parametrize("side", [0, 1])
def test_a_dead_side_is_noticed_and_not_heard(side: int, tmp_path: Path) -> None:
    channels = [talk(4), talk(4)]
    channels[side] = silence(4)
    heard = assign(decoded(tmp_path, *channels))
    assert heard.speakers[side] is None
    assert heard.speakers[1 - side] == BOTH[1 - side]
    assert heard.notes == ("dead_channel",)


def test_a_side_with_crosstalk_alone_is_dead(tmp_path: Path) -> None:
    sound = talk(4, loud=20000)
    heard = assign(decoded(tmp_path, sound, (sound * 0.01).astype(np.int16)))
    assert heard.notes == ("dead_channel",)


SWAPPED = {
    Language.EN: call(
        (Speaker.CUSTOMER, "Good morning, thank you for calling Nile Bank, this is Sara speaking."),
        (Speaker.CUSTOMER, "How may I help you today?"),
        (Speaker.AGENT, "Hi, my card was charged twice."),
        (Speaker.CUSTOMER, "May I have your full name and date of birth to verify your account?"),
        (Speaker.AGENT, "Yes, Omar Adel, the third of May."),
        (Speaker.CUSTOMER, "Is there anything else I can help you with?"),
    ),
    Language.AR: call(
        (Speaker.CUSTOMER, "السلام عليكم، شكرا لاتصالك ببنك النيل، معك سارة."),
        (Speaker.CUSTOMER, "كيف أقدر أساعدك؟"),
        (Speaker.AGENT, "تم خصم المبلغ مرتين من بطاقتي."),
        (Speaker.CUSTOMER, "ممكن الاسم الكامل ورقم الهوية للتحقق من الحساب؟"),
        (Speaker.AGENT, "نعم، عمر عادل."),
        (Speaker.CUSTOMER, "هل من شيء آخر أقدر أساعدك فيه؟"),
        language=Language.AR,
    ),
}


@pytest.mark.parametrize("language", Language)
def test_swapped_sides_are_noticed_by_what_is_said_and_put_right(language: Language) -> None:
    assert noticed_swap(SWAPPED[language])
    right = put_sides_right(SWAPPED[language])
    assert right.segments[0].speaker is Speaker.AGENT
    assert right.notes == ("swapped_channels",)


@pytest.mark.parametrize("language", Language)
def test_right_sides_are_left_alone(language: Language) -> None:
    right = put_sides_right(SWAPPED[language])
    assert not noticed_swap(right)
    assert put_sides_right(right) is right
