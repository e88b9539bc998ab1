"""What a learner's reply shows: the engine's acts, and a scenario's own cues.

It runs in the web process, where `app.py` hides torch; a reply takes a few milliseconds once the
engine's phrases are loaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from qa.acts.echo import phrase_spans
from qa.model import Channel, Language
from qa.normalise import fold
from qa.replies import LONGEST, Span, read_reply
from training_modules.model import Channel as TrainedChannel
from training_modules.model import LanguageCode

CUE = "cue:"
_CHANNELS = {
    "voice": Channel.VOICE,
    "chat": Channel.CHAT,
    "social": Channel.CHAT,
    "email": Channel.EMAIL,
    "complaint": Channel.EMAIL,
}
Shown = Mapping[str, tuple[Span, ...]]


def judge(
    reply: str,
    language: LanguageCode,
    channel: TrainedChannel,
    customer: str = "",
    issue: Sequence[str] = (),
    cues: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Shown:
    """Every act and cue ("cue:<name>") a reply shows, with the places it was found in."""
    written = reply[:LONGEST]
    read = read_reply(written, Language(language), _CHANNELS[channel], customer, issue)
    return MappingProxyType({**read.acts, **dict(_cues(written, Language(language), cues))})


def warm_up() -> None:
    """Load what the first reply of each language would wait for."""
    for language in Language:
        read_reply("…1", language, Channel.CHAT)


def _cues(
    written: str, language: Language, cues: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    folded = fold(written)
    for name, phrases in cues.items():
        places = [p for phrase in phrases for p in phrase_spans(folded.text, phrase, language)]
        spans = (folded.span(*place) for place in sorted(set(places)))
        found = tuple(Span(start, end, written[start:end]) for start, end in spans)
        if found:
            yield f"{CUE}{name}", found
