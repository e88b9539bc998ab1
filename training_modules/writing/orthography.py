"""Arabic orthography by closed lists; what is not listed is left alone.

A rule that tries ة for every final ه was wrong each time it fired on clean texts: ta marbuta is
noted only for listed words and after the article.
"""

import re
from collections.abc import Iterator
from functools import cache

from training_modules.spelling.lists import Word, bare, words_of
from training_modules.writing.data import listed
from training_modules.writing.notes import Note, NoteKind, noted

_GROUPS = ("hamza", "ya", "ta_marbuta", "ha", "tanwin", "common")
_WITH_ARTICLE = frozenset({"hamza", "ta_marbuta", "common"})
_ARTICLES = ("", "ال", "بال", "كال", "لل")
_FATHATAN = "\u064b"
_ARTICLE_HA = re.compile(r"[وف]?(?:[بك]?ال|لل)\w{2,}ه")
_LETTER = r"[\u0621-\u064a]"
_LATIN_MARK = re.compile(rf"(?<={_LETTER})\s?[,;?](?!\d)|(?<=\d)\?(?=\s*$|\s*\n)")
_ARABIC_MARKS = str.maketrans(",;?", "،؛؟")
_SPACE_BEFORE = re.compile(r"(?<=\S)[ \t]+(?=[،؛؟.!:](?:\s|$))")
_NO_SPACE_AFTER = re.compile(rf"[،؛؟](?={_LETTER})")
_DRAWN_OUT = re.compile(rf"{_LETTER}*({_LETTER})\1\1+{_LETTER}*")
_RUN = re.compile(r"([\u0621-\u064a])\1\1+")
_TATWEEL = re.compile(rf"{_LETTER}+\u0640+{_LETTER}*(?:\u0640+{_LETTER}*)*")
_EASTERN = re.compile("[\u0660-\u0669]+")
_TO_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_ADDRESS = re.compile(r"\S+(?:://|@)\S+|www\.\S+")


def find(text: str) -> Iterator[Note]:
    """Notes in no order; the same place may be noted by two rules."""
    yield from _phrases(text)
    yield from _words(text)
    yield from _marks(text)
    yield from _drawn_out(text)
    yield from _digits(text)


def _phrases(text: str) -> Iterator[Note]:
    for wrong, right in _wrong_phrases().items():
        for found in re.finditer(rf"(?<!\w)([وف]?){re.escape(wrong)}(?!\w)", text):
            yield noted("orthography", "joined", text, found.span(), found.group(1) + right)


def _words(text: str) -> Iterator[Note]:
    before = ""
    for word in words_of(text, "ar"):
        note = _listed_word(text, word) or _by_neighbour(text, word, before)
        note = note or _article_ha(text, word)
        if note:
            yield note
        before = word.text


def _listed_word(text: str, word: Word) -> Note | None:
    found = _wrong_words().get(word.bare)
    if not found or (found[0] == "tanwin" and _FATHATAN in word.text):
        return None
    rule, right = found
    kind: NoteKind = "spelling" if rule == "common" else "orthography"
    soft = rule == "tanwin" or right.endswith(tuple(listed("orthography_ar")["also_right"]))
    return noted(kind, rule, text, (word.start, word.end), right, soft=soft)


def _by_neighbour(text: str, word: Word, before: str) -> Note | None:
    """علي and إلي are على and إلى only after listed words, and with another word after them."""
    lists = listed("orthography_ar")
    after = {"علي": ("after_ala", "على"), "إلي": ("after_ila", "إلى"), "الي": ("after_ila", "إلى")}
    if word.bare not in after or not re.match(r" \w", text[word.end :]):
        return None
    group, right = after[word.bare]
    if before not in lists[group]:
        return None
    return noted("orthography", "ya", text, (word.start, word.end), right)


def _article_ha(text: str, word: Word) -> Note | None:
    if (
        not _ARTICLE_HA.fullmatch(word.bare)
        or _stem(word.bare) in listed("orthography_ar")["true_ha"]
    ):
        return None
    right = word.text[: word.text.rindex("ه")] + "ة"
    return noted("orthography", "ta_marbuta", text, (word.start, word.end), right)


def _stem(word: str) -> str:
    """With a plain article: الله of بالله, لله and والله."""
    return "ال" + re.sub(r"^[وف]?(?:[بك]?ال|لل)", "", word)


def _marks(text: str) -> Iterator[Note]:
    for found in _LATIN_MARK.finditer(text):
        right = found.group().strip().translate(_ARABIC_MARKS)
        yield noted("orthography", "punctuation", text, found.span(), right)
    for found in _SPACE_BEFORE.finditer(text):
        yield Note("orthography", "space_before", *_with_neighbour(text, found.end()), soft=True)
    for found in _NO_SPACE_AFTER.finditer(text):
        mark = found.group()
        yield noted("orthography", "space_after", text, found.span(), mark + " ", soft=True)


def _with_neighbour(text: str, mark: int) -> tuple[int, int, str, tuple[str, ...]]:
    """The blanks and the mark after them, so that there is something to see."""
    start = len(text[:mark].rstrip(" \t"))
    return start, mark + 1, text[start : mark + 1], (text[mark],)


def _drawn_out(text: str) -> Iterator[Note]:
    for found in _DRAWN_OUT.finditer(text):
        right = _RUN.sub(r"\1", found.group())
        rule, (_, better) = "drawn_out", _wrong_words().get(right, ("", right))
        yield noted("orthography", rule, text, found.span(), better)
    for found in _TATWEEL.finditer(text):
        plain = found.group().replace("\u0640", "")
        if len(plain) > 3 or not found.group().endswith("\u0640"):  # 1447هـ, الـPDF
            yield noted("orthography", "drawn_out", text, found.span(), plain)


def _digits(text: str) -> Iterator[Note]:
    """Both kinds of digits in one text: the Eastern ones are noted, Western is the house's way."""
    if re.search(r"[0-9]", text):
        for found in _EASTERN.finditer(text):
            right = found.group().translate(_TO_WESTERN)
            yield noted("orthography", "digits", text, found.span(), right, soft=True)


@cache
def _wrong_words() -> dict[str, tuple[str, str]]:
    """Every listed form with what may stand before it -> its rule and its right form."""
    lists = listed("orthography_ar")
    forms: dict[str, tuple[str, str]] = {}
    for rule in _GROUPS:
        for wrong, right in lists[rule].items():
            for before in _may_stand_before(rule, wrong):
                forms.setdefault(bare(before + wrong), (rule, before + right))
    for never in lists["never"]:
        forms.pop(never, None)
    return forms


def _may_stand_before(rule: str, wrong: str) -> list[str]:
    """Two letters alone are too easily another word (واي of واي فاي)."""
    if len(wrong) < 3:
        return [""]
    articles = _ARTICLES if rule in _WITH_ARTICLE else ("",)
    return [joined + article for joined in ("", "و", "ف") for article in articles]


@cache
def _wrong_phrases() -> dict[str, str]:
    groups = listed("orthography_ar")["phrases"]
    return {wrong: group["right"] for group in groups for wrong in group["wrong"]}
