"""What the player and the transcript are given to draw."""

import pytest

from qa.model import Channel, Language, Verdict
from tests.pages import heard as made
from ui import player, state
from ui.player import Heard


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: Language.EN)


def test_a_quote_plays_from_three_seconds_before_it() -> None:
    drawn = player.moment(made.evidence(2), "Agent", made.heard())
    assert (drawn["from"], drawn["end"]) == (12.0, 18.0)


def test_a_quote_at_the_very_start_plays_from_the_start() -> None:
    assert player.moment(made.evidence(0), "Agent", made.heard())["from"] == 0.0


def test_without_a_recording_a_quote_cannot_be_played() -> None:
    assert player.moment(made.evidence(2), "Agent", made.heard(silent=True))["from"] is None


def test_without_times_a_quote_cannot_be_played() -> None:
    untimed = made.transcript(timed=False)
    heard = made.heard(timed=False)
    assert player.moment(made.evidence(2, untimed), "Agent", heard)["from"] is None


def test_a_call_without_a_recording_has_no_url_no_lanes_and_says_so() -> None:
    drawn = player.player_data(made.heard(silent=True))
    assert (drawn["url"], drawn["lanes"], drawn["marks"]) == (None, [], [])
    assert "no recording" in str(drawn["note"])


def test_a_recording_is_fetched_from_the_route_that_asks_for_permission() -> None:
    assert player.player_data(made.heard())["url"] == "/recordings/17"


def test_a_recording_whose_transcript_has_no_times_says_so() -> None:
    drawn = player.player_data(made.heard(timed=False))
    assert drawn["timed"] is False
    assert "no times" in str(drawn["note"])


def test_lines_take_the_direction_of_the_calls_language_not_the_pages() -> None:
    spoken = made.transcript(language=Language.AR)
    drawn = player.player_data(Heard(made.call(), spoken, (), made.recording()))
    assert (drawn["dir"], drawn["text_dir"], drawn["text_lang"]) == ("ltr", "rtl", "ar")


def test_a_line_shows_a_lost_point_before_a_doubt_before_a_point() -> None:
    quote = made.evidence(2)
    results = (
        made.result("offer_help", Verdict.MET, quote),
        made.result("summary", Verdict.UNSURE, quote),
        made.result("empathy", Verdict.NOT_MET, quote),
    )
    lines = player.transcript_lines(made.transcript(), results)
    assert [line["verdict"] for line in lines] == [None, None, "not_met"]


def test_marks_stand_on_the_timeline_in_order_of_time_once_per_moment() -> None:
    results = (
        made.result("empathy", Verdict.NOT_MET, made.evidence(2)),
        made.result("salutation", Verdict.MET, made.evidence(0)),
        made.result("agent_name", Verdict.MET, made.evidence(0)),
    )
    marks = player.timeline_marks(results)
    assert [(mark["at"], mark["verdict"]) for mark in marks] == [(2.0, "met"), (15.0, "not_met")]
    assert "Greeting: Met" in str(marks[0]["label"])


def test_stereo_has_the_agent_above_and_the_customer_below() -> None:
    lanes = player.player_data(made.heard())["lanes"]
    assert isinstance(lanes, list)
    assert [(lane["speaker"], lane["side"]) for lane in lanes] == [
        ("agent", "above"),
        ("customer", "below"),
    ]


def test_mono_has_one_lane_of_nobody_in_particular() -> None:
    heard = Heard(made.call(), made.transcript(), (), made.recording(channels=1))
    lanes = player.player_data(heard)["lanes"]
    assert isinstance(lanes, list)
    assert [(lane["speaker"], lane["side"]) for lane in lanes] == [("unknown", "both")]


def test_a_long_waveform_keeps_the_loudest_of_each_stretch() -> None:
    assert player.loudest((0.1, 0.9, 0.2, 0.3), 2) == [0.9, 0.3]
    assert player.loudest((0.1, 0.9), 160) == [0.1, 0.9]


def test_a_chat_is_heard_by_nobody() -> None:
    heard = Heard(made.call(Channel.CHAT), made.transcript(timed=False), ())
    assert player.player_data(heard)["url"] is None
