"""Original calls for the tests, read as transcripts."""

from pathlib import Path

import yaml

from qa.model import Channel, Language, Segment, Speaker, Transcript

_SPEAKERS = {"A": Speaker.AGENT, "C": Speaker.CUSTOMER, "م": Speaker.AGENT, "ع": Speaker.CUSTOMER}


def calls(kind: str, language: Language) -> dict[str, Transcript]:
    """The exemplary or abusive calls of a language, by dialect or channel and number."""
    written = yaml.safe_load((Path(__file__).parent / f"{kind}_{language}.yml").read_text("utf-8"))
    return {name: read_call(text, language, channel_of(name)) for name, text in written.items()}


def channel_of(name: str) -> Channel:
    kind = name.partition("_")[0]
    return Channel(kind) if kind in (Channel.CHAT, Channel.EMAIL) else Channel.VOICE


def read_call(
    text: str, language: Language = Language.EN, channel: Channel = Channel.VOICE
) -> Transcript:
    """Lines of "A: …" and "C: …" (or «م» and «ع») as a transcript."""
    segments = []
    for index, line in enumerate(text.strip().splitlines()):
        speaker, _, said = line.strip().partition(": ")
        segments.append(Segment(index, _SPEAKERS[speaker], said))
    return Transcript(tuple(segments), language, channel)
