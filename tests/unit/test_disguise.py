"""Forbidden words in disguise: read all the same, and nothing else taken for one.

The clean lines are real ones, none from the bank, none made by a template. English: sentences of
the docstrings of Python's own library. Arabic: there is no Arabic library of that size to read, so
what people wrote for this project's lessons, screens and demonstration calls is taken, all of it.
"""

import ast
import random
import re
import sysconfig
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from qa.acts.reading import read
from qa.direction import has_controls
from qa.disguise import read_through
from qa.findings import find, ruled
from qa.importers import read_transcript
from qa.model import Act, Finding, Language, Segment, Speaker, Transcript
from tests.unit.disguisers import ARABIC, ARABIZI, ENGLISH

PROJECT = Path(__file__).resolve().parents[2]
CARRIERS = {
    Language.EN: ("You are {}.", "Listen to me, you {}, I have told you", "what a {} you are!"),
    Language.AR: ("انت {}.", "يا {} قلت لك من قبل", "شكلك {} وما تفهم"),
}
DISGUISERS = {Language.EN: ENGLISH, Language.AR: ARABIC}
LEAST_CAUGHT = 0.95
LEAST_ENGLISH, LEAST_ARABIC = 10_000, 5_000
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|\n\s*\n|\n(?=\s*[-*#])")


def said(text: str, language: Language, speaker: Speaker = Speaker.AGENT) -> tuple[Finding, ...]:
    return find(Transcript((spoken(text, speaker),), language))


def spoken(text: str, speaker: Speaker = Speaker.AGENT) -> Segment:
    return Segment(0, speaker, text)


def accusing(text: str, written: str, language: Language) -> list[Finding]:
    """What is found to be forbidden where the written word stands."""
    start = text.index(written)
    end = start + len(written)
    return [
        finding
        for finding in said(text, language)
        if finding.act is Act.FORBIDDEN and finding.start <= start and end <= finding.end
    ]


def unmistakable(language: Language) -> list[str]:
    """The listed words that need nothing around them, as they are written in the list."""
    listed = yaml.safe_load((PROJECT / "qa/disguise/words.yml").read_text("utf-8"))
    return [word for words in listed[language]["alone"].values() for word in words.split()]


def disguised(count: int, seed: int) -> Iterator[tuple[str, str, str, Language]]:
    """The way, the word as written, the line it stands in; all lines different."""
    dice, seen = random.Random(seed), set[str]()
    while len(seen) < count:
        language = dice.choice(list(Language))
        name, way = dice.choice(list(DISGUISERS[language].items()))
        word = dice.choice(unmistakable(language))
        written = way(word, dice)
        line = dice.choice(CARRIERS[language]).format(written)
        if written != word and line not in seen:
            seen.add(line)
            yield name, written, line, language


def docstring_sentences() -> set[str]:
    """What Python's own library says about itself."""
    library = Path(sysconfig.get_path("stdlib"))
    sentences: set[str] = set()
    for path in sorted(library.glob("*.py")) + sorted(library.glob("[a-z]*/*.py")):
        if "site-packages" not in path.parts and len(sentences) < LEAST_ENGLISH + 2_000:
            sentences.update(sentences_of(docstrings(path)))
    return sentences


def docstrings(path: Path) -> Iterator[str]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    with warnings.catch_warnings(action="ignore"):
        tree = ast.parse(path.read_bytes())
    yield from (ast.get_docstring(n) or "" for n in ast.walk(tree) if isinstance(n, kinds))


def arabic_sentences() -> set[str]:
    """Lessons, words of the screens and demonstration calls."""
    folders = ("training_modules/content", "words/ar", "demonstration")
    files = [path for folder in folders for path in sorted((PROJECT / folder).rglob("*.*"))]
    texts = (path.read_text("utf-8") for path in files if path.suffix in (".yml", ".txt", ".json"))
    lines = (line for text in texts for line in text.splitlines())
    return {s for s in sentences_of(lines) if len(re.findall("[\u0621-\u064a]{2,}", s)) > 2}


def sentences_of(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            if len(_WORD.findall(sentence)) > 2:
                yield " ".join(sentence.split())


def mistaken(lines: Iterable[str]) -> list[str]:
    """The lines in which a disguise is seen that is none."""
    return [line for line in lines if read_through(line).words]


@pytest.mark.parametrize("seed", [4, 11, 2026])
def test_nearly_all_of_a_thousand_disguised_words_are_caught(seed: int) -> None:
    missed: Counter[str] = Counter()
    for way, written, line, language in disguised(1_000, seed):
        if not accusing(line, written, language):
            missed[f"{way}: {written}"] += 1
    assert missed.total() <= (1 - LEAST_CAUGHT) * 1_000, missed


@pytest.mark.parametrize("word", ARABIZI)
def test_arabic_insults_in_latin_letters_are_caught_in_calls_of_either_language(word: str) -> None:
    assert accusing(f"انت {word}", word, Language.AR)
    assert accusing(f"Calm down ya {word}", word, Language.EN)


def test_no_disguise_is_seen_in_ten_thousand_english_sentences() -> None:
    lines = docstring_sentences()
    assert len(lines) >= LEAST_ENGLISH
    assert mistaken(lines) == []


def test_no_disguise_is_seen_in_all_the_arabic_there_is() -> None:
    lines = arabic_sentences()
    assert len(lines) >= LEAST_ARABIC
    assert mistaken(lines) == []


def test_no_word_of_the_arabic_dictionary_is_taken_for_a_disguise() -> None:
    """Words, not lines: each on its own."""
    path = PROJECT / "training_modules/spelling/dictionaries/ar/ar.dic"
    assert mistaken(word.split("/")[0] for word in path.read_text("utf-8").splitlines()) == []


@pytest.mark.parametrize("language", list(Language))
def test_the_list_holds_nothing_that_the_rules_do_not_forbid(language: Language) -> None:
    lines = {
        Language.EN: ("you are {}", "you {}", "you are a {}", "{}", "that is so {}"),
        Language.AR: ("انت {}", "يا {}", "{}"),
    }[language]
    for word in unmistakable(language):
        calls = (Transcript((spoken(line.format(word)),), language) for line in lines)
        plain = [finding for call in calls for finding in ruled(read(call))]
        assert any(finding.act is Act.FORBIDDEN for finding in plain), word


def test_the_evidence_is_the_line_as_it_was_written() -> None:
    (finding,) = accusing("No. You are an 1d10t, sir", "1d10t", Language.EN)
    assert finding.quote == "You are an 1d10t"
    assert finding.decided


def test_a_disguised_word_that_nobody_is_called_is_for_a_person_to_look_at() -> None:
    (finding,) = accusing("the 1d10t in the other branch sold it", "1d10t", Language.EN)
    assert not finding.decided
    assert finding.reason == "reasons.disguised_word"


@pytest.mark.parametrize(
    "line",
    [
        "your order is A55-1D10",
        "he'll call you, we'll see",
        "the looser fit is better",
        "please spell it: m o r r i s",
        "وقع كل ب اسمه",
        "رقم البلاغ غ ب 7 ي",
        "the interface br0 is up",
        "I.D. I.O.U. e.g. i.e.",
    ],
)
def test_what_only_looks_like_a_disguise_is_left_alone(line: str) -> None:
    assert not read_through(line).words


def test_a_customer_may_write_what_they_like() -> None:
    found = said("you 1d10t, ya 7mar", Language.EN, Speaker.CUSTOMER)
    assert not [finding for finding in found if finding.act is Act.FORBIDDEN]


def test_a_quoted_disguise_accuses_nobody() -> None:
    assert not accusing('The message said "you 1d10t" to you?', "1d10t", Language.EN)


@pytest.mark.parametrize("mark", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
@pytest.mark.parametrize("speaker", [Speaker.AGENT, Speaker.CUSTOMER])
def test_marks_that_turn_the_direction_are_flagged_and_accuse_nobody(
    mark: str, speaker: Speaker
) -> None:
    found = said(f"Your order {mark}is on its way", Language.EN, speaker)
    assert [(f.quote, f.decided) for f in found if f.act is Act.TURNED] == [(mark, False)]
    assert not [f for f in found if f.act is Act.FORBIDDEN]


def test_a_mark_of_direction_between_words_is_ordinary_arabic_typing() -> None:
    assert not has_controls("رقمك \u200f123 \u200eABC")
    assert has_controls("مح\u200fمد")


def test_a_word_written_backwards_under_an_override_is_read_as_it_is_seen() -> None:
    assert accusing("You are an \u202etoidi\u202c", "toidi", Language.EN)


def test_a_transcript_with_such_marks_says_so_beside_it() -> None:
    text = "Agent: hello and welcome to you \u202eereht\u202c\nCustomer: hello, can you help me?"
    assert "direction_turned" in read_transcript("call.txt", text.encode()).notes


def test_a_megabyte_of_disguises_is_read_in_one_go() -> None:
    """No line is looked at more than a few times over, however long it is."""
    undone = read_through("1d10t a i d i o t غ.ب.ي " * 40_000)
    assert len(undone.words) == 3 * 40_000
