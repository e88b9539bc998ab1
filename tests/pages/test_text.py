"""Dates, times, numbers and directions as people read them in each language."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from qa.model import Language
from ui import state, text

AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)


@pytest.fixture
def speaks(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(state, "timezone", lambda: UTC)
    monkeypatch.setattr(state, "language", lambda: Language.EN)
    return monkeypatch


def arabic(speaks: pytest.MonkeyPatch) -> None:
    speaks.setattr(state, "language", lambda: Language.AR)


def test_a_moment_is_day_month_year_and_a_24_hour_time(speaks: pytest.MonkeyPatch) -> None:
    assert text.moment(AT) == "18 November 2026, 14:05"
    arabic(speaks)
    assert text.moment(AT) == "18 نوفمبر 2026، 14:05"


@pytest.mark.parametrize(("seconds", "read"), [(7.9, "00:07"), (144, "02:24"), (3725, "1:02:05")])
def test_a_length_is_minutes_and_seconds(seconds: float, read: str) -> None:
    assert text.clock(seconds) == read


def test_a_score_has_no_decimals_and_a_share_a_sign() -> None:
    assert text.points(Fraction(2105, 25)) == "84"
    assert text.percent(0.912) == "91%"


def test_arabic_counts_by_all_its_forms(speaks: pytest.MonkeyPatch) -> None:
    arabic(speaks)
    counted = [text.say_count("calls.counted", count) for count in (1, 2, 3, 14, 100)]
    assert counted == ["مكالمة واحدة", "مكالمتان", "3 مكالمات", "14 مكالمة", "100 مكالمة"]


def test_a_files_ending_stays_at_its_end_after_arabic_letters() -> None:
    assert text.file_name("تسجيل 17.wav") == "تسجيل 17\u200e.wav"


def test_a_path_in_an_arabic_sentence_keeps_its_direction(speaks: pytest.MonkeyPatch) -> None:
    arabic(speaks)
    assert "\u2068call-17.mp3\u2069" in text.say_error("file_empty", name="call-17.mp3")


def test_user_text_is_escaped_for_pages_and_for_labels() -> None:
    assert text.escaped("<b>") == "&lt;b&gt;"
    assert text.plain("[x](y)") == r"\[x\]\(y\)"
