"""The demonstration's calls: readable, whole, varied, and what their roles in the story ask."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
import yaml

from qa.importers import read_transcript
from qa.model import Channel, Language, Speaker, Transcript
from qa.normalise import fold_text
from qa.pipeline import Engine
from qa.redaction import mask_transcript
from qa.redaction.card_numbers import luhn
from qa.scorecard import load_scorecard
from services.demonstration_content import FOLDER, PastCall, load_content
from storage.records import Role
from tools.make_demonstration_recordings import SIDES

CONTENT = load_content()
CALLS = CONTENT.calls
RECORDED = [past for past in CALLS if past.recording]
EXEMPLARY = (
    "mortgage-payment-holiday",
    "elderly-mother-outage",
    "visa-appointment-msa",
    "group-booking-cancelled",
    "boiler-cover-winter",
    "refund-email-msa",
)
ABUSIVE = ("permit-renewal-insult", "parcel-lost-argument", "credit-card-fee-row")
AVOIDED = (
    "calm down", "that is our policy", "that's our policy", "you have to", "you should have",
    "as i told you", "no need to get upset", "i don't know", "that is not what i see",
    "you are wrong", "i know exactly how", "i fully understand", "اهدأ", "هذه سياستنا", "يجب عليك",
    "كان عليك", "كما قلت لك", "لا داعي للغضب", "لا أعرف", "ليس من اختصاصي", "هذا ليس خطأنا",
    "أقوم بواجبي فحسب",
)  # fmt: skip
LONGEST_RITUAL = 6  # words; greetings and goodbyes may be alike
LARGEST_RECORDING = 300_000


@cache
def transcript_of(past: PastCall) -> Transcript:
    return read_transcript(past.transcript.name, past.transcript.read_bytes())


def by_name(name: str) -> PastCall:
    return next(past for past in CALLS if past.transcript.stem == name)


def agent_lines(past: PastCall) -> list[str]:
    return [s.text for s in transcript_of(past).segments if s.speaker is Speaker.AGENT]


def test_about_forty_calls_come_in_both_languages_and_every_channel() -> None:
    languages = Counter(transcript_of(past).language for past in CALLS)
    assert 40 <= len(CALLS) <= 50
    assert min(languages[Language.AR], languages[Language.EN]) >= 20
    assert {past.channel for past in CALLS} == set(Channel)


def test_every_call_is_in_a_file_of_its_own_and_every_file_is_a_call() -> None:
    files = {*FOLDER.glob("calls/*"), *FOLDER.glob("recordings/*.vtt")}
    assert {past.transcript for past in CALLS} == files
    assert len(files) == len(CALLS)


@pytest.mark.parametrize("past", CALLS, ids=lambda past: past.transcript.stem)
def test_every_call_is_read_with_both_speakers_known(past: PastCall) -> None:
    transcript = transcript_of(past)
    speakers = {segment.speaker for segment in transcript.segments}
    assert speakers == {Speaker.AGENT, Speaker.CUSTOMER}
    assert transcript.channel is past.channel
    if past.channel is not Channel.EMAIL:
        assert 8 <= len(transcript.segments) <= 30


def test_two_teams_have_eight_agents_with_about_five_calls_each() -> None:
    roles = Counter(person.role for person in CONTENT.people)
    assert roles == {Role.AGENT: 8, Role.REVIEWER: 2, Role.SUPERVISOR: 1, Role.ADMIN: 1}
    assert len(CONTENT.teams) == 2
    agents = {person.username for person in CONTENT.people if person.role is Role.AGENT}
    calls = Counter(past.agent for past in CALLS)
    assert set(calls) == agents
    assert all(5 <= count <= 7 for count in calls.values())


def test_two_thirds_are_reviewed_by_a_reviewer_of_the_agents_team() -> None:
    people = {person.username: person for person in CONTENT.people}
    reviewed = [past for past in CALLS if past.review]
    assert 0.6 <= len(reviewed) / len(CALLS) <= 0.8
    for past in reviewed:
        assert past.review is not None
        reviewer = people[past.review.by]
        assert reviewer.role is Role.REVIEWER
        assert set(people[past.agent].teams) <= set(reviewer.teams)
        assert past.days_ago >= 3, "the agent answers two days later at the latest"


def test_decisions_name_criteria_of_the_scorecard_and_give_reasons() -> None:
    known = {criterion.criterion_id for criterion in load_scorecard().criteria}
    decisions = [d for past in CALLS if past.review for d in past.review.decisions]
    assert len(decisions) >= 20
    assert {decision.criterion_id for decision in decisions} <= known
    assert all(len(decision.reason.split()) >= 3 for decision in decisions)


def test_no_two_calls_share_an_agents_line() -> None:
    lines = Counter(
        fold_text(line)
        for past in CALLS
        for line in set(agent_lines(past))
        if len(line.split()) > LONGEST_RITUAL
    )
    assert [line for line, count in lines.items() if count > 1] == []


@pytest.mark.parametrize("name", EXEMPLARY)
def test_exemplary_calls_score_at_least_80_and_avoid_what_is_to_be_avoided(name: str) -> None:
    past = by_name(name)
    spoken = fold_text(" ".join(agent_lines(past)))
    assert [phrase for phrase in AVOIDED if fold_text(phrase) in spoken] == []
    score = Engine().evaluate(transcript_of(past), load_scorecard()).score.value
    assert score is not None and score >= 80


@pytest.mark.parametrize("name", ABUSIVE)
def test_abusive_calls_score_at_most_40(name: str) -> None:
    score = Engine().evaluate(transcript_of(by_name(name)), load_scorecard()).score.value
    assert score is not None and score <= 40


def test_some_customers_give_a_card_number_and_none_is_left_after_masking() -> None:
    given = 0
    for past in CALLS:
        transcript = transcript_of(past)
        masked = mask_transcript(transcript)
        given += masked != transcript
        for segment in masked.segments:
            numbers = re.findall(r"(?:\d[ -]?){13,19}", segment.text)
            assert not any(luhn(re.sub(r"\D", "", number)) for number in numbers)
    assert given >= 2


def test_four_recordings_come_from_the_script_two_in_each_language() -> None:
    scripts = yaml.safe_load((FOLDER / "recordings.yml").read_text("utf-8"))
    assert {script["file"] for script in scripts} == {
        past.recording.name for past in RECORDED if past.recording
    }
    languages = Counter(transcript_of(past).language for past in RECORDED)
    assert languages == {Language.AR: 2, Language.EN: 2}
    for script, past in zip(
        sorted(scripts, key=lambda script: str(script["file"])),
        sorted(RECORDED, key=lambda past: past.transcript.name),
        strict=True,
    ):
        spoken = [(line[0], line[1]) for line in script["lines"]]
        written = [(s.speaker.value, s.text) for s in transcript_of(past).segments]
        assert spoken == written


@pytest.mark.parametrize("past", RECORDED, ids=lambda past: past.transcript.stem)
def test_a_recording_is_short_small_and_does_not_clip(past: PastCall) -> None:
    assert past.recording is not None
    assert past.recording.stat().st_size < LARGEST_RECORDING
    sound, rate = _heard(past.recording)
    assert sound.shape[0] == 2
    assert 25 <= sound.shape[1] / rate <= 60
    assert 0.3 < np.abs(sound).max() < 0.99


@pytest.mark.parametrize("past", RECORDED, ids=lambda past: past.transcript.stem)
def test_each_side_is_heard_on_its_own_channel_at_the_transcripts_times(past: PastCall) -> None:
    assert past.recording is not None
    sound, rate = _heard(past.recording)
    segments = transcript_of(past).segments
    for segment, following in zip(segments, [*segments[1:], None], strict=True):
        assert segment.start_s is not None and segment.end_s is not None
        assert segment.end_s <= sound.shape[1] / rate
        if following is not None and following.start_s is not None:
            assert segment.end_s <= following.start_s
        own = SIDES[segment.speaker.value]
        spoken = sound[:, int(segment.start_s * rate) : int(segment.end_s * rate)]
        loudness = np.sqrt((spoken**2).mean(axis=1))
        assert loudness[own] > 0.02
        assert loudness[1 - own] < 0.05 * loudness[own]


@cache
def _heard(path: Path) -> "tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], int]":
    """Both channels, and the samples in a second."""
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        resampler = av.AudioResampler("fltp", "stereo", rate)
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1), rate
