"""Disguised words of the lexicons' insults and slang made plain again.

Undone are letters drawn out or doubled, look-alikes of other scripts, digits and symbols for
letters, letters kept apart by spaces, dots or dashes, words torn in two, letters behind a star, and
Arabic insults in Latin letters. Tatweel, marks that cannot be seen, hamza and width are folded away
before (qa.normalise). Only words of words.yml are ever touched; all other text stays as it is.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.disguise.letters import (
    arabic_skeletons,
    has_dotless,
    is_arabic,
    latin_skeletons,
)
from qa.disguise.listed import Listed, Words, load_words
from qa.normalise import Folded, fold

_CHUNK = re.compile(r"\S+")
_SIGN = r"[^\W_]|[@$!|€£+¡]"
_MARK = r"[.\-_*,،·•/~]"
_SPELLED = re.compile(
    rf"(?<!\S)(?:(?:(?:{_SIGN})\s+){{2,}}|(?:(?:{_SIGN})\s*{_MARK}+\s*){{2,}})(?:{_SIGN})"
    r"(?=\s|$|[.,،!?؟:;]+(?:\s|$))"
)
_APART = re.compile(rf"\s|{_MARK}")
_EDGE = " \t\n\"'«»“”()[]{}<>.,،؛;:!?؟…-–—*_~/\\|@$+#=%&^"
_LEADS, _TRAILS = "@$!|(<+¡", "!|$@+"  # marks that may be letters at a word's edge
_INSIDE = re.compile(r"[-/،,.:;—]")
_MASKS = frozenset("*#")
_LIKE_LETTERS = frozenset("@$!|+(")
_FEWEST_LETTERS = 2
_SHORT = 3  # letters; with a digit in it such a word may be any code ("br0")
_LONGEST = 40  # signs; no disguise is longer, and a line may be one long word
_OVERRIDES = frozenset("\u202d\u202e")
_DRAWN_OUT = re.compile(r"([^\W\d])\1\1")
# What folding takes away: tatweel, marks that cannot be seen, wide and mathematical letters.
_VEILS = re.compile(
    "[\u0640\u00ad\u034f\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\uff21-\uff5a"
    "\u2460-\u24ff\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff]"
)


@dataclass(frozen=True, slots=True)
class Disguised:
    """One word made plain, at its place in the plain text."""

    start: int
    end: int
    listed: Listed


@dataclass(frozen=True, slots=True)
class Undone:
    """The folded text with its disguises undone, and where they were."""

    folded: Folded
    words: tuple[Disguised, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    listed: Listed
    text: str


def read_through(text: str) -> Undone:
    """A written text folded, its disguised words plain; offsets still lead to the written text."""
    folded = fold(text)
    hits = _apart([*_spelled(folded.text), *_in_chunks(folded.text), *_unseen(text, folded)])
    return _put_in(folded, hits) if hits else Undone(folded)


def _in_chunks(text: str) -> Iterator[_Hit]:
    if not any(map(_is_odd, text.split())):
        return
    words = load_words()
    chunks = list(_CHUNK.finditer(text))
    for number, chunk in enumerate(chunks):
        if chunk[0] in words.torn_heads:
            yield from _torn(words, chunks[number : number + 3])
        found = _one(chunk[0])
        if found:
            start, end, listed = chunk.start() + found[0], chunk.start() + found[1], found[2]
            if is_arabic(listed.plain[-1]) and not is_arabic(text[end - 1]):
                yield _called(words, chunks[number - 1] if number else None, start, end, listed)
            else:
                yield _Hit(start, end, listed, listed.plain)


def _unseen(text: str, folded: Folded) -> Iterator[_Hit]:
    """Words whose disguise the folding took away already, and those written from the other end."""
    if not _is_veiled(text, folded, 0, len(folded.text)):
        return
    turned = not _OVERRIDES.isdisjoint(text)
    for chunk in _CHUNK.finditer(folded.text):
        start, size = chunk.start(), len(chunk[0])
        found = _one(chunk[0], seen=True)
        if found and _is_veiled(text, folded, start + found[0], start + found[1]):
            yield _Hit(start + found[0], start + found[1], found[2], found[2].plain)
        mirrored = _one(chunk[0][::-1], seen=True) if turned else None
        if mirrored:
            first, last, listed = mirrored
            yield _Hit(start + size - last, start + size - first, listed, listed.plain)


def _is_veiled(text: str, folded: Folded, start: int, end: int) -> bool:
    """Was anything folded away there that hides letters, or letters drawn out?"""
    first, last = folded.span(start, end)
    if text.isascii() and last - first == end - start:
        return False
    return bool(_VEILS.search(text, first, last) or _DRAWN_OUT.search(text, first, last))


def _called(
    words: Words, before: re.Match[str] | None, start: int, end: int, listed: Listed
) -> _Hit:
    """An insult in Latin letters, with the "ya" before it, which is made plain along with it."""
    call = words.address.get(before[0].rstrip(_EDGE)) if before else None
    if before is None or call is None:
        return _Hit(start, end, listed, listed.plain)
    return _Hit(before.start(), end, listed, f"{call} {listed.plain}")


@lru_cache(maxsize=20_000)
def _is_odd(written: str) -> bool:
    """A disguise, or a piece that is no word of its own? Most lines hold neither."""
    return _one(written) is not None or written.rstrip(_EDGE) in load_words().torn_pieces


@lru_cache(maxsize=20_000)
def _one(written: str, *, seen: bool = False) -> tuple[int, int, Listed] | None:
    """The disguised word among the signs between two spaces, and where in them it stands.

    `seen`: a plain word counts as well, for it was written from the other end.
    """
    if len(written) > _LONGEST:
        return None
    for start, end in _cores(written):
        core = written[start:end]
        listed = _listed(core)
        if listed and core == listed.plain and not seen:
            return None
        if listed:
            return start, end, listed
    return None


def _cores(written: str) -> Iterator[tuple[int, int]]:
    """What of it may be the word: without the marks at its edges, and between those inside."""
    start, end = _trimmed(written, 0, len(written))
    if end - start < _FEWEST_LETTERS:
        return
    first = start
    while first > 0 and written[first - 1] in _LEADS:
        first -= 1
    last = end
    while last < len(written) and written[last] in _TRAILS:
        last += 1
    yield from dict.fromkeys(((start, end), (first, end), (start, last), (first, last)))
    yield from _pieces(written, start, end)


def _pieces(written: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    marks = [mark.start() for mark in _INSIDE.finditer(written, start, end)]
    if marks:
        edges = [start - 1, *marks, end]
        for left, right in itertools.pairwise(edges):
            if right - left > _SHORT:
                yield left + 1, right


def _trimmed(written: str, start: int, end: int) -> tuple[int, int]:
    while start < end and written[start] in _EDGE:
        start += 1
    while end > start and written[end - 1] in _EDGE:
        end -= 1
    return start, end


def _listed(core: str) -> Listed | None:
    """The listed word that these signs are, in whatever disguise."""
    words = load_words()
    letters = sum(sign.isalpha() or sign in _LIKE_LETTERS or not sign.isascii() for sign in core)
    if letters < _FEWEST_LETTERS or core in words.innocent:
        return None
    arabic = sum(is_arabic(sign) for sign in core)
    if arabic:
        return _arabic(words, core, arabic)
    if len(core) <= _SHORT and letters < len(core):
        return words.arabizi.find(core)
    written = _masked(words, core) or words.spelled.get(core)
    return written or words.arabizi.find(core) or _latin(words, core)


def _arabic(words: Words, core: str, arabic: int) -> Listed | None:
    if 2 * arabic < sum(sign.isalnum() for sign in core):
        return None
    index = words.dotless if has_dotless(core) else words.arabic
    readings = (index.find(reading) for reading in arabic_skeletons(core))
    return _masked(words, core) or next((found for found in readings if found), None)


def _latin(words: Words, core: str) -> Listed | None:
    return next((found for s in latin_skeletons(core) if (found := words.latin.find(s))), None)


def _masked(words: Words, core: str) -> Listed | None:
    """The first word that fits letters behind stars, first and last letter in sight."""
    if _MASKS.isdisjoint(core[1:-1]) or not (core[0].isalpha() and core[-1].isalpha()):
        return None
    return next((listed for word, listed in words.plain.items() if _fits(core, word)), None)


def _fits(core: str, word: str) -> bool:
    return len(core) == len(word) and all(
        sign == letter or sign in _MASKS for sign, letter in zip(core, word, strict=True)
    )


def _torn(words: Words, chunks: list[re.Match[str]]) -> Iterator[_Hit]:
    """A word in two or three pieces with spaces between; marks may only follow the last."""
    for count in (2, 3):
        pieces = chunks[:count]
        last = len(pieces[-1][0].rstrip(_EDGE))
        parts = [*(piece[0] for piece in pieces[:-1]), pieces[-1][0][:last]]
        listed = words.torn.get(" ".join(parts)) if len(pieces) == count else None
        if listed:
            yield _Hit(pieces[0].start(), pieces[-1].start() + last, listed, listed.plain)


def _spelled(text: str) -> Iterator[_Hit]:
    """Words whose letters stand apart; one more letter may stand before or after them."""
    for run in _SPELLED.finditer(text):
        signs = [i for i in range(*run.span()) if not _APART.match(text[i])]
        for first, last in ((0, 0), (1, 0), (0, 1), (1, 1)):
            inner = signs[first : len(signs) - last]
            core = "".join(text[i] for i in inner)
            listed = _listed(core) if _SHORT <= len(core) <= _LONGEST else None
            if listed:
                yield _Hit(inner[0], inner[-1] + 1, listed, listed.plain)
                break


def _apart(hits: Iterable[_Hit]) -> list[_Hit]:
    """In the order of the text; of two that overlap, the longer."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end:
            kept.append(hit)
        elif hit.end - hit.start > last.end - last.start:
            kept[-1] = hit
    return kept


def _put_in(folded: Folded, hits: list[_Hit]) -> Undone:
    parts: list[str] = []
    source: list[int] = []
    words: list[Disguised] = []
    at = 0
    for hit in hits:
        parts += folded.text[at : hit.start], hit.text
        source += folded.source[at : hit.start]
        words.append(Disguised(len(source), len(source) + len(hit.text), hit.listed))
        last = hit.end - 1
        source += [folded.source[min(hit.start + i, last)] for i in range(len(hit.text))]
        at = hit.end
    text = "".join([*parts, folded.text[at:]])
    return Undone(Folded(text, (*source, *folded.source[at:])), tuple(words))
