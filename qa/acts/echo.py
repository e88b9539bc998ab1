"""Echo: the customer's own facts named back, as only a reply that was read with care does.

A word that names something (a suitcase, a branch, Tuesday) or a number of theirs is enough; of
words every customer says (order, invoice, call) it takes two. Words are compared by a rough stem,
so that «تأخّرت شحنتي» is heard in «تأخُّر شحنتك».
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from qa.acts.clauses import Span
from qa.language import tokens
from qa.model import Language
from qa.normalise import fold_text
from qa.reply_lexicon import ReplyLexicon

_ENOUGH, _NAMES_IT, _GENERIC = 2, 2, 1
_SHORTEST = 3  # letters of a word that can name something
_PREFIXES = re.compile(r"^(?:[وف]?(?:بال|كال|فال|عال|ال|لل)|[وف]|[بلكس](?=\w{4}))(?=\w{3})")
_SUFFIXES = re.compile(r"(?<=\w{3})(?:كما|هما|تها|تهم|تك|ته|تي|ها|هم|كم|نا|ين|ان|ات|ون|ك|ه|ي|ا|ت)$")
_LONG_VOWELS = re.compile(r"[اويئؤى]")
_PARTICIPLE = re.compile(r"^م(?=\w{3})")
_PRONOUNS = "كم|هم|ها|نا|ك|ه|ي|ج"
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_ENGLISH_ENDINGS = re.compile(r"(?<=\w{3})(?:'s|ing|ings|ies|ied|ed|es|s|e|y)$")


def echoed(
    reply: str, customer: str, issue: Iterable[str], taken: Sequence[Span], lexicon: ReplyLexicon
) -> tuple[Span, ...]:
    """Where the folded reply names back what the customer said; `taken` are times promised."""
    named = tuple(_issue_spans(reply, issue, lexicon.language))
    if named:
        return named
    facts = _facts(customer, lexicon)
    heard: dict[str, tuple[int, Span]] = {}
    for start, end in (token.span() for token in tokens(reply)):
        stem = _stem(reply[start:end], lexicon.language)
        weight = facts.get(stem, 0)
        if weight and not _in_any(start, taken):
            heard.setdefault(stem, (weight, (start, end)))
    enough = sum(weight for weight, _ in heard.values()) >= _ENOUGH
    return tuple(span for _, span in heard.values()) if enough else ()


def phrase_spans(text: str, phrase: str, language: Language) -> Iterator[Span]:
    """Where a folded text has a phrase as whole words; Arabic words may carry their prefixes."""
    pattern = _phrase_pattern(phrase, language)
    if pattern:
        yield from (match.span() for match in pattern.finditer(text))


@lru_cache(4096)  # a list of phrases is looked for in every reply
def _phrase_pattern(phrase: str, language: Language) -> re.Pattern[str] | None:
    words = fold_text(phrase).split()
    if not words:
        return None
    written = [re.escape(word) for word in words]
    if language is Language.AR:
        written = [_inflected(word) for word in words]
    whole = r"\W+".join(written)
    return re.compile(rf"(?<!\w){whole}(?!\w)")


def _inflected(word: str) -> str:
    """و ف ب ل ك س ال stand on the next word, «ك ه ها» and tanwin's alef at its end."""
    definite = word.startswith("ال") and len(word) > _SHORTEST
    prefix = r"[وف]?(?:[بلكس]?ال|لل|[بلكس])?"
    bare = word[2:] if definite else word
    if len(bare) <= _SHORTEST:
        return rf"{prefix}{re.escape(bare)}ا?"
    if bare.endswith("ه"):  # also ta marbuta, which a pronoun opens
        return rf"{prefix}{re.escape(bare[:-1])}(?:ه|ت(?:{_PRONOUNS}))"
    return rf"{prefix}{re.escape(bare)}(?:ا|{_PRONOUNS})?"


def _issue_spans(reply: str, issue: Iterable[str], language: Language) -> Iterator[Span]:
    for phrase in issue:
        yield from phrase_spans(reply, phrase, language)


def _facts(customer: str, lexicon: ReplyLexicon) -> dict[str, int]:
    """The stems of the customer's words that name something, and what each is worth."""
    language = lexicon.language
    stop_words = lexicon.words["stop"]
    stop = _stems(stop_words, language)
    generic = _stems(lexicon.words["generic"], language)
    facts: dict[str, int] = {}
    for token in tokens(customer):
        word = token[0]
        stem = _stem(word, language)
        if not _names(word) or stem in stop or not stop_words.isdisjoint((word, _bare(word))):
            continue
        common = word in lexicon.words["generic"] or stem in generic or len(word) == 1
        facts[stem] = _GENERIC if common else _NAMES_IT
    return facts


def _names(word: str) -> bool:
    return word.isdigit() or (len(word) >= _SHORTEST and word[0].isalpha())


def _bare(word: str) -> str:
    """An Arabic word without what is written onto its front."""
    return _PREFIXES.sub("", word)


def _stem(word: str, language: Language) -> str:
    """What is left of a word without the letters that other words write onto it."""
    if language is Language.EN:
        return _DOUBLED.sub(r"\1", _ENGLISH_ENDINGS.sub("", word))
    bare = _LONG_VOWELS.sub("", _SUFFIXES.sub("", _bare(word)))
    return _PARTICIPLE.sub("", bare) or word


def _stems(words: frozenset[str], language: Language) -> frozenset[str]:
    """The stems of many words that are long enough to be told apart by them."""
    stems = (_stem(word, language) for word in words)
    return frozenset(stem for stem in stems if len(stem) >= _SHORTEST)


def _in_any(position: int, spans: Sequence[Span]) -> bool:
    return any(start <= position < end for start, end in spans)
