"""Where a moment stands: what the customer had said, how far the call was, who listens."""

import re
from collections.abc import Iterable, Sequence

from qa.model import Channel, Language, Speaker, Transcript
from qa.normalise import fold_text
from qa.phrasebook import OTHER, TROUBLE, Phrasebook

_LAST_TURNS = 2  # of the agent's, which make the end of a call
_FEWEST_TURNS = 6  # of the agent's, below which a call has no end of its own
_NEAR = 3  # words between "I" and what one says of oneself
_WORD = re.compile(r"\w+")


def situations(phrasebook: Phrasebook, said: str, earlier: Iterable[str] = ()) -> tuple[str, ...]:
    """What was just said, then what was said before and still weighs; OTHER is always the last."""
    now, before = fold_text(said), [fold_text(text) for text in earlier]
    heard = [s for s in phrasebook.situations if s.heard_in(now)]
    lasting = [s for s in phrasebook.situations if s.lasts and any(map(s.heard_in, before))]
    troubled = [TROUBLE] if lasting or any(s.lasts for s in heard) else []
    return tuple(dict.fromkeys([*(s.name for s in [*heard, *lasting]), *troubled, OTHER]))


def at_the_end(transcript: Transcript, segment: int) -> bool:
    """Is this one of the last turns, where nothing new is begun?"""
    if transcript.channel is Channel.EMAIL:
        return False
    segments = transcript.segments
    starts = [
        index
        for index, current in enumerate(segments)
        if current.speaker is Speaker.AGENT
        and (index == 0 or segments[index - 1].speaker is not Speaker.AGENT)
    ]
    return len(starts) >= _FEWEST_TURNS and segment >= starts[-_LAST_TURNS]


def gender_of_customer(phrasebook: Phrasebook, transcript: Transcript) -> str | None:
    """ "feminine" or "masculine" by the customer's own words; None where they do not tell."""
    if transcript.language is Language.EN:
        return None
    lines = [s.text for s in transcript.segments if s.speaker is Speaker.CUSTOMER]
    words = [_WORD.findall(fold_text(line)) for line in lines]
    told = [g for g in ("feminine", "masculine") if any(_of_self(phrasebook, w, g) for w in words)]
    return told[0] if len(told) == 1 else None


def _of_self(phrasebook: Phrasebook, words: Sequence[str], gender: str) -> bool:
    """Does a word of this gender follow "I", or a verb of one's own, within a few words?"""
    return any(
        word in phrasebook.genders[gender]
        and not phrasebook.genders["self"].isdisjoint(words[max(0, index - _NEAR) : index])
        for index, word in enumerate(words)
    )
