"""Transcripts that come as files, in every format that is read."""

import json
import subprocess
import sys

import pytest

from qa.importers import read_transcript
from qa.model import Channel, Language, Speaker, Transcript

AGENT, CUSTOMER, UNKNOWN = Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN


def read(name: str, text: str) -> Transcript:
    return read_transcript(name, text.encode())


def said(transcript: Transcript) -> list[tuple[Speaker, str]]:
    return [(segment.speaker, segment.text) for segment in transcript.segments]


def times(transcript: Transcript) -> list[tuple[float | None, float | None]]:
    return [(segment.start_s, segment.end_s) for segment in transcript.segments]


def test_english_labels_name_the_speakers() -> None:
    transcript = read(
        "a.txt", "Agent: Good morning, how can I help you?\nCustomer: My bill is wrong."
    )
    assert said(transcript) == [
        (AGENT, "Good morning, how can I help you?"),
        (CUSTOMER, "My bill is wrong."),
    ]
    assert (transcript.channel, transcript.language) == (Channel.VOICE, Language.EN)
    assert transcript.engine == "supplied" and transcript.notes == ()


def test_arabic_labels_name_the_speakers() -> None:
    transcript = read("a.txt", "الموظف: مساء الخير، كيف أخدمك؟\nالعميل: الفاتورة مرتفعة هذا الشهر.")
    assert [speaker for speaker, _ in said(transcript)] == [AGENT, CUSTOMER]
    assert transcript.language is Language.AR


@pytest.mark.parametrize(
    ("agent", "customer"),
    [
        ("Rep", "Caller"),
        ("Advisor", "Client"),
        ("AGENT 1", "CUSTOMER 1"),
        ("Support", "User"),
        ("Sara (Agent)", "Omar"),
        ("Customer Care", "Customer"),
        ("الموظفة", "العميلة"),
        ("الوكيل", "الزبون"),
        ("المُوَظَّفَة", "المتّصلة"),
        ("خدمة العملاء", "عميل"),
        ("موظفة الاستقبال", "المراجع"),
    ],
)
def test_close_variants_of_the_labels_are_known(agent: str, customer: str) -> None:
    transcript = read(
        "a.txt",
        f"{agent}: hello there\n{customer}: hi to you\n{agent}: how are you\n{customer}: well",
    )
    assert [speaker for speaker, _ in said(transcript)] == [AGENT, CUSTOMER, AGENT, CUSTOMER]


def test_names_alone_leave_the_speakers_unknown_and_say_so() -> None:
    transcript = read("a.txt", "Sara: hello there\nOmar: hi to you\nSara: how are you\nOmar: fine")
    assert {speaker for speaker, _ in said(transcript)} == {UNKNOWN}
    assert transcript.notes == ("speakers_unknown",)
    assert said(transcript)[0][1] == "hello there"


def test_a_sentence_with_a_colon_is_no_label() -> None:
    transcript = read(
        "a.txt", "Agent: hello\nCustomer: hi\nMy address: 12 High Street\nAgent: ok then"
    )
    assert said(transcript)[1] == (CUSTOMER, "hi My address: 12 High Street")


def test_talk_without_any_labels_is_read_line_by_line() -> None:
    transcript = read("a.txt", "hello how can I help you\nmy bill is wrong\n")
    assert [text for _, text in said(transcript)] == [
        "hello how can I help you",
        "my bill is wrong",
    ]
    assert transcript.notes == ("speakers_unknown",)


def test_times_in_front_of_the_lines_are_seconds_from_the_start() -> None:
    transcript = read("a.txt", "[00:12] Agent: hello there\n[01:02.5] Customer: hi to you")
    assert times(transcript) == [(12.0, None), (62.5, None)]


def test_a_time_on_a_line_of_its_own_is_that_of_the_line_below() -> None:
    text = "Transcript starting\n\n00:00:03\n\nAgent (Ben): Hello there\n\n00:00:09\n\nCustomer: Hi"
    transcript = read("a.txt", text)
    assert said(transcript) == [(AGENT, "Hello there"), (CUSTOMER, "Hi")]
    assert times(transcript) == [(3.0, None), (9.0, None)]
    assert transcript.notes == ()


def test_a_source_without_times_gives_none() -> None:
    assert times(read("a.txt", "Agent: hello there\nCustomer: hi")) == [(None, None), (None, None)]


def test_a_chat_log_has_times_of_day_and_no_seconds() -> None:
    log = "10:02 Sara (Agent): Hi, how can I help you?\n10:03 Omar: Where is my parcel?"
    transcript = read("chat.txt", log)
    assert transcript.channel is Channel.CHAT
    assert [speaker for speaker, _ in said(transcript)] == [AGENT, CUSTOMER]
    assert times(transcript) == [(None, None), (None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "[12/11/2025, 10:02:33] Agent: hello to you",
        "12/11/2025, 10:02 PM - Agent: hello to you",
        "10:02 AM Agent: hello to you",
        "10:02 ص - Agent: hello to you",
    ],
)
def test_chat_exports_write_times_in_many_ways(line: str) -> None:
    transcript = read("chat.txt", line)
    assert said(transcript) == [(AGENT, "hello to you")]
    assert transcript.channel is Channel.CHAT


def test_markdown_labels_in_bold_are_read() -> None:
    transcript = read("a.md", "**Agent:** hello there **Customer:** hi to you")
    assert said(transcript) == [(AGENT, "hello there"), (CUSTOMER, "hi to you")]


def test_webvtt_voice_tags_name_the_speakers() -> None:
    transcript = read(
        "a.vtt",
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:00.000 --> 00:02.500\n<v Agent>Hello <i>there</i>\n\n"
        "00:01:03.000 --> 00:01:04.500 align:start\n<v.loud Customer Jane>Fish &amp; chips</v>\n",
    )
    assert said(transcript) == [(AGENT, "Hello there"), (CUSTOMER, "Fish & chips")]
    assert times(transcript) == [(0.0, 2.5), (63.0, 64.5)]


def test_one_cue_may_hold_two_voices() -> None:
    transcript = read(
        "a.vtt", "WEBVTT\n\n00:00.000 --> 00:02.500\n<v Agent>Hello</v> <v Customer>Hi</v>"
    )
    assert said(transcript) == [(AGENT, "Hello"), (CUSTOMER, "Hi")]


def test_subrip_prefixes_name_the_speakers_until_the_next_one() -> None:
    transcript = read(
        "a.srt",
        "1\n00:00:00,000 --> 00:00:02,500\nAgent: Hello there,\nwelcome\n\n"
        "2\n00:00:03,000 --> 00:00:04,500\nhow can I help\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n[Customer] my bill is wrong\n",
    )
    assert said(transcript) == [
        (AGENT, "Hello there, welcome"),
        (AGENT, "how can I help"),
        (CUSTOMER, "my bill is wrong"),
    ]


def test_overlapping_cues_are_kept_in_order_of_time() -> None:
    transcript = read(
        "a.srt",
        "1\n00:00:05,000 --> 00:00:09,000\nCustomer: but I said\n\n"
        "2\n00:00:00,000 --> 00:00:07,000\nAgent: let me explain\n",
    )
    assert times(transcript) == [(0.0, 7.0), (5.0, 9.0)]
    assert [segment.index for segment in transcript.segments] == [0, 1]


def test_whisper_json_gives_times_confidence_and_speakers() -> None:
    segments = [
        {"start": 0, "end": 1.5, "text": " hello there", "words": [{"probability": 0.8}] * 2},
        {"start": 2, "end": 3, "text": " hi to you", "avg_logprob": 0.0, "speaker": "Customer"},
    ]
    transcript = read("a.json", json.dumps({"text": "", "segments": segments}))
    assert said(transcript) == [(UNKNOWN, "hello there"), (CUSTOMER, "hi to you")]
    assert [segment.confidence for segment in transcript.segments] == [pytest.approx(0.8), 1.0]
    assert transcript.notes == ("speakers_unknown",)


def test_an_email_thread_is_read_oldest_first_without_repeating_quotes() -> None:
    transcript = read(
        "mail.txt",
        "From: Care Team <support@shop.example>\nTo: huda@mail.example\nSubject: Re: Late order\n\n"
        "Dear Huda, I am sorry.\n\nOn Mon, 3 Nov 2025 Huda wrote:\n> My order is late.\n\n"
        "From: Huda <huda@mail.example>\nTo: support@shop.example\nSubject: Late order\n\n"
        "My order is late.\n",
    )
    assert transcript.channel is Channel.EMAIL
    assert said(transcript) == [(CUSTOMER, "My order is late."), (AGENT, "Dear Huda, I am sorry.")]


def test_quoted_text_belongs_to_the_other_side() -> None:
    transcript = read(
        "mail.txt",
        "From: support@shop.example\nTo: huda@mail.example\n\n"
        "> Where is it?\nOn its way.\n> And the invoice?\nAttached.\n",
    )
    assert said(transcript) == [
        (CUSTOMER, "Where is it?"),
        (AGENT, "On its way."),
        (CUSTOMER, "And the invoice?"),
        (AGENT, "Attached."),
    ]


def test_an_arabic_email_is_read() -> None:
    transcript = read("رسالة.txt", "من: هدى\nإلى: خدمة العملاء\nالموضوع: تأخر\n\nالطلب متأخر كثيرًا")
    assert said(transcript) == [(CUSTOMER, "الطلب متأخر كثيرًا")]
    assert transcript.channel is Channel.EMAIL


def test_an_eml_file_is_decoded_and_its_scripts_left_out() -> None:
    transcript = read(
        "a.eml",
        "From: huda@mail.example\nTo: support@shop.example\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>My order is =\nlate.</p><script>x()</script><p>Caf=C3=A9</p>",
    )
    assert [text for _, text in said(transcript)] == ["My order is late.\n\nCafé"]


def test_channel_and_language_may_be_given() -> None:
    data = b"Agent: 12345\nCustomer: 678"
    transcript = read_transcript("a.txt", data, channel=Channel.CHAT, language=Language.AR)
    assert (transcript.channel, transcript.language) == (Channel.CHAT, Language.AR)


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_arabic_is_read_in_every_usual_coding(coding: str) -> None:
    text = "الموظف: مساء الخير، معك سارة\nالعميل: عندي مشكلة في الفاتورة"
    transcript = read_transcript("a.txt", text.encode(coding))
    assert said(transcript)[0] == (AGENT, "مساء الخير، معك سارة")


def test_windows_typographic_marks_are_read() -> None:
    transcript = read_transcript("a.txt", "Agent: I’m sorry – really".encode("cp1252"))
    assert said(transcript) == [(AGENT, "I’m sorry – really")]


def test_importing_the_readers_loads_no_heavy_library() -> None:
    code = (
        "import sys, qa.importers, qa.redaction; print({'spacy', 'torch', 'av'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
