"""What a learner's reply shows: the engine's acts, and a scenario's own cues.

It runs in the web process, where `app.py` hides torch; a reply takes a few milliseconds once the
engine's phrases are loaded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from qa.acts.echo import phrase_spans
from qa.model import Channel, Language
from qa.normalise import fold
from qa.replies import LONGEST, Span, read_reply
from services import modules
from services.errors import Invalid
from services.written import clean
from training_modules.model import Channel as TrainedChannel
from training_modules.model import LanguageCode

CUE = "cue:"
UNWANTED = frozenset(
    {"avoid", "refusal", "blame", "insult", "arguing", "slang", "promise", "hold_bad"}
)
LONGEST_REPLY = 2_000
_OWN_SCRIPT = 0.3  # of the letters; names of products stay as they are
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
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
    heard_as = _CHANNELS[channel]
    read = read_reply(
        written, Language(language), heard_as, customer, issue, _to_avoid(Language(language))
    )
    return MappingProxyType({**read.acts, **dict(_cues(written, Language(language), cues))})


@cache
def _to_avoid(language: Language) -> tuple[str, ...]:
    """The content's wordings that the engine has no rule for: its own rules see what is around."""
    listed = [phrase for phrase in modules.phrases() if phrase.status == "avoid"]
    wordings = [wording for phrase in listed for wording in phrase.of(language.value)]
    return tuple(w for w in wordings if not _is_heard(w, language))


def _is_heard(wording: str, language: Language) -> bool:
    return bool(read_reply(wording, language, Channel.CHAT).acts.keys() & UNWANTED)


def readable(reply: str, language: str) -> str:
    """What was written, masked, where it can be judged; else Invalid with what would help."""
    if len(reply) > LONGEST_REPLY:
        raise Invalid("reply_too_long", limit=LONGEST_REPLY)
    words = clean(reply)
    arabic, latin = len(_ARABIC.findall(words)), len(_LATIN.findall(words))
    if arabic + latin == 0:
        raise Invalid("reply_without_words")
    own = arabic if language == "ar" else latin
    if own < _OWN_SCRIPT * (arabic + latin):
        raise Invalid(f"reply_not_{'arabic' if language == 'ar' else 'english'}")
    return words


def warm_up() -> None:
    """Load what the first reply of each language would wait for."""
    for language in Language:
        judge("…1", language.value, "chat")


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
