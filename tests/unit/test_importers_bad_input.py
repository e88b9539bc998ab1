"""Files nobody meant: one clear refusal with name and place, or harmless text; never a hang."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import FileRefused
from qa.importers import MAX_BYTES, TRANSCRIPT_SUFFIXES, read_transcript
from qa.model import Language
from words import LANGUAGES, error_sentence

CUE = "WEBVTT\n\n{times}\n<v Agent>hello there\n"


def refusal(name: str, data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_transcript(name, data, language=Language.EN)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "file_empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "transcript_empty"),
        ("a.vtt", b"WEBVTT\n\n", "transcript_empty"),
        ("a.exe", b"Agent: hello", "file_type_unknown"),
        ("a", b"Agent: hello", "file_type_unknown"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "transcript_too_large"),
        ("a.txt", b"hello " * 400_000, "transcript_line_too_long"),
        ("a.txt", b"Agent: hello\n" * 10_001, "transcript_too_many_lines"),
        ("a.txt", b"\n" * 200_000 + b"x", "transcript_too_many_lines"),
        ("a.txt", b"Agent: hello\nCustomer: \xc3\x28 you \xff", "transcript_encoding"),
        ("a.txt", "Agent: مرحبا بك".encode() + b" \xff\xc3 oops", "transcript_encoding"),
        ("a.txt", b"Agent: hel\x00lo there to you", "transcript_encoding"),
        ("a.txt", random.Random(1).randbytes(3000), "transcript_encoding"),
        ("a.txt", b"\xff\xfeA\x00g", "transcript_encoding"),
        ("a.json", b"[" * 100_000, "transcript_unreadable"),
        ("a.json", b'{"a":' * 100_000, "transcript_unreadable"),
        ("a.json", b'{"segments": [', "transcript_unreadable"),
        ("a.json", b'{"segments": {}}', "transcript_unreadable"),
        ("a.json", b'"hello"', "transcript_unreadable"),
        ("a.json", b'{"segments": [], "segments": []}', "transcript_unreadable"),
        ("a.json", b'{"segments": [{"start": NaN, "text": "x"}]}', "transcript_unreadable"),
        ("a.json", b'{"segments": [{"start": 1e999, "text": "x"}]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"start": -1, "text": "x"}]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"start": 2, "end": 1, "text": "x"}]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"start": "2", "text": "x"}]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"start": true, "text": "x"}]}', "transcript_segment"),
        ("a.json", b'{"segments": ["x"]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"text": 1}]}', "transcript_segment"),
        ("a.json", b'{"segments": [{"start": ' + b"9" * 5000 + b"}]}", "transcript_unreadable"),
        ("a.vtt", CUE.format(times="00:03.000 --> 00:02.000").encode(), "transcript_times"),
        ("a.vtt", CUE.format(times="NaN --> 00:02.000").encode(), "transcript_times"),
        ("a.vtt", CUE.format(times="-00:01.000 --> 00:02.000").encode(), "transcript_times"),
        ("a.vtt", CUE.format(times="00:01.000 -->").encode(), "transcript_times"),
        ("a.vtt", b"hello there\n", "transcript_unreadable"),
        ("a.srt", b"hello there\n", "transcript_unreadable"),
        (
            "a.eml",
            b"From: a@b.c\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 99,
            "transcript_unreadable",
        ),
        ("a.eml", b"From: " + b"a@b.c, " * 9999 + b"\n\nhello", "transcript_unreadable"),
        ("a.eml", b"From: a@b.c\nContent-Type: image/png\n\nxx", "transcript_unreadable"),
    ],
)
def test_bad_files_are_refused_by_name(name: str, data: bytes, code: str) -> None:
    refused = refusal(name, data)
    assert refused.code == code
    assert refused.params["name"] == name
    for language in LANGUAGES:
        sentence = error_sentence(code, language, **refused.params)
        assert name in sentence and "…" not in sentence


def test_a_refusal_tells_the_line() -> None:
    assert (
        refusal("a.vtt", CUE.format(times="00:03.000 --> 00:02.000").encode()).params["line"] == 3
    )
    assert refusal("a.json", b'{"segments":\n [\n').params["line"] == 3
    assert refusal("a.json", b'[{"text": "x"}, {"text": 1}]').params["segment"] == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<c <v " * 8_000),
        ("a.txt", "A: " * 15_000),
        ("a.txt", "**" * 20_000 + "a"),
        ("a.txt", "[" * 20_000 + "hello"),
        ("a.txt", "From: a\nTo: b\n" + "To: x\nfoo\n" * 40_000),
        ("a.txt", "From: a\nTo: b\n" + "> " * 20_000 + "foo"),
        ("a.eml", "From: a@b.c\nContent-Type: text/html\n\n" + "<a " * 1_000_000),
        ("a.txt", "Agent: hi" + "\u0300\u0489" * 20_000),
    ],
)
def test_long_and_twisted_files_end_in_text_or_a_refusal(name: str, text: str) -> None:
    try:
        read_transcript(name, text.encode(), language=Language.EN)
    except FileRefused as refused:
        assert refused.params["name"] == name


def test_a_script_in_a_cue_stays_harmless_text() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Agent>hello <script>alert(1)</script>"
    transcript = read_transcript("a.vtt", text.encode())
    assert transcript.segments[0].text == "hello <script>alert(1)</script>"


def test_half_a_surrogate_pair_becomes_the_replacement_mark() -> None:
    transcript = read_transcript("a.json", b'[{"text": "how \\ud800 are you"}]')
    assert transcript.segments[0].text == "how \ufffd are you"


@pytest.mark.parametrize(
    "text",
    [
        "حـ\u200bرا\u200fمي مرحبا بك",
        "h\u0489\u0300ello how are you",
        "\u202ehello\u202c how are you",
    ],
)
def test_unusual_marks_within_words_are_kept(text: str) -> None:
    assert read_transcript("a.txt", f"Agent: {text}".encode()).segments[0].text == text


@pytest.mark.parametrize(
    "name",
    [
        "../../x.txt",
        "C:\\x.txt",
        "a\nb.txt",
        "<img onerror=x>.txt",
        "\u202ecod.txt",
        "ن" * 300 + ".txt",
    ],
)
def test_odd_names_are_only_names(name: str) -> None:
    assert read_transcript(name, b"Agent: hello how are you").segments


@pytest.mark.parametrize("said", ["你好，谢谢你的帮助", "1 2 3"])
def test_another_language_is_refused_by_the_files_name(said: str) -> None:
    with pytest.raises(FileRefused, match="transcript_language") as refused:
        read_transcript("call-17.txt", f"Agent: {said}\nCustomer: {said}\n".encode())
    assert refused.value.params["name"] == "call-17.txt"


def _anything(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        try:
            transcript = read_transcript(name, data)
        except FileRefused:
            return
        assert all(segment.text.strip() for segment in transcript.segments)

    return read


@pytest.mark.parametrize("suffix", TRANSCRIPT_SUFFIXES)
def test_any_bytes_give_text_or_a_refusal(suffix: str) -> None:
    read = _anything(f"a{suffix}")
    lines = st.text(
        st.sampled_from("AgentCustomer:[]<v>-\n01.,{}\"' \u0645\u0648>من"), max_size=300
    )

    @settings(deadline=None, max_examples=150)
    @given(st.one_of(st.binary(max_size=300), lines.map(str.encode)))
    def check(data: bytes) -> None:
        read(data)

    check()
