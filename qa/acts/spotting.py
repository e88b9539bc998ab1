"""Which phrases may stand in which line: their anchors, looked for in a whole call at once.

spaCy reads one document of the call in which every word that no anchor has is the same blank, so
its vocabulary holds the words of anchors alone and does not grow with what is said.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.acts.phrases import without_clitics
from qa.language import cut, doc_of, pipeline
from qa.lexicon import Lexicon, Phrase
from qa.model import Language

_BLANK = "…"
_MOST_WORDS = 20_000  # of one document


def spotted(lexicon: Lexicon, lines: Iterable[str]) -> list[list[Phrase]]:
    """For each folded line the phrases whose anchors stand in it, by their place, once each."""
    found: list[list[Phrase]] = []
    words: list[str] = []
    ends: list[int] = []
    for line in lines:
        words += _anchor_words(lexicon, line)
        words.append(_BLANK)  # so that no anchor reaches into the next line
        ends.append(len(words))
        if len(words) > _MOST_WORDS:
            found += _spotted(lexicon, words, ends)
            words, ends = [], []
    return found + _spotted(lexicon, words, ends)


def _spotted(lexicon: Lexicon, words: list[str], ends: Sequence[int]) -> list[list[Phrase]]:
    by_line: list[dict[int, None]] = [{} for _ in ends]
    line = 0
    for key, start, _ in lexicon.matcher(doc_of(lexicon.language, words)):
        while start >= ends[line]:
            line += 1
        by_line[line][key] = None
    strings = pipeline(lexicon.language).vocab.strings
    return [[lexicon.phrases[strings[key]] for key in keys] for keys in by_line]


def _anchor_words(lexicon: Lexicon, line: str) -> list[str]:
    """The words of a line as anchors have them; Arabic ones give up their clitics in it."""
    words, tokens = lexicon.anchor_words, lexicon.anchor_tokens
    if lexicon.language is Language.AR:
        return [_without_clitics(word, words, tokens) for word in cut(line)]
    return [word if word in tokens else _BLANK for word in cut(line)]


@lru_cache(maxsize=30_000)
def _without_clitics(word: str, words: frozenset[str], tokens: frozenset[str]) -> str:
    bare = without_clitics(word, words)
    return bare if bare in tokens else _BLANK
