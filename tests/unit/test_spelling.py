"""The spelling child: what it calls misspelt, what it leaves alone, and what if it is gone."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from training_modules.spelling import English, SpellingAway, SpellingChild, lists, speller
from training_modules.spelling.speller import ARABIC

CLEAN_AR = (
    "أهلًا بك أستاذة سارة، أعتذر لك عن تأخر الراوتر. سأتصل بالمندوب الآن وأكتب لك قبل الرابعة عصرًا.",
    "تفضلي برقم الطلب، وسأراجع الفاتورة والباقة وأرسل إيميل التأكيد من السنترال بعد أتمتة الإجراء.",
)
CLEAN_EN = (
    "Dear Ms Sarah,\n\nI am sorry the delivery is late. I will call the courier and write by "
    "4 pm today.\n\nKind regards,\nReem Al Shehri",
    "Sanaa, I apologise: our centre had no record of the parcel NS-4471. The Wi-Fi router is here.",
)
DIALECTS = (
    "دلوقتي هراجع الطلب وهبعتلك الرقم، متقلقش",
    "الحين أشوف لك الموضوع وايش اللي صار وياك",
    "هلأ منراجع الطلب وبعتذر عالانتظار، شو بدك كمان",
    "دابا غادي نراجعو الطلب ديالك، واخا",
)


@pytest.fixture(scope="module")
def child() -> Iterator[SpellingChild]:
    made = SpellingChild(wall_s=30)
    yield made
    made.close()


def words(
    child: SpellingChild,
    text: str,
    language: str,
    known: Sequence[str] = (),
    english: English = "british",
) -> list[str]:
    found = child.check(text, language, known, english)
    assert all(text[one.start : one.end] == one.word for one in found)
    return [one.word for one in found]


@pytest.mark.parametrize("text", CLEAN_AR)
def test_a_clean_arabic_reply_has_nothing_misspelt(child: SpellingChild, text: str) -> None:
    assert words(child, text, "ar") == []


@pytest.mark.parametrize("text", CLEAN_EN)
def test_a_clean_english_reply_has_nothing_misspelt(child: SpellingChild, text: str) -> None:
    assert words(child, text, "en") == []


@pytest.mark.parametrize("text", DIALECTS)
def test_a_dialect_is_never_misspelt(child: SpellingChild, text: str) -> None:
    assert words(child, text, "ar") == []


@pytest.mark.parametrize("dialect", ["egyptian", "gulf", "levantine", "maghrebi"])
def test_a_dialects_word_gets_no_suggestions(child: SpellingChild, dialect: str) -> None:
    listed = sorted(lists.dialect_words()[dialect])[:12]
    assert [child.suggest(word, "ar") for word in listed] == [()] * len(listed)


def test_misspelt_arabic_words_are_found_where_they_stand(child: SpellingChild) -> None:
    assert words(child, "👍 تمت معالجتة الشحنه", "ar") == ["معالجتة", "الشحنه"]


def test_the_likeliest_slip_is_suggested_first(child: SpellingChild) -> None:
    assert child.suggest("الشحنه", "ar")[0] == "الشحنة"
    assert child.suggest("recieve", "en")[0] == "receive"


def test_vowel_marks_and_tatweel_do_not_make_a_word_wrong(child: SpellingChild) -> None:
    assert words(child, "شُكْرًا لكـــم", "ar") == []


def test_names_we_know_are_right_as_they_stand(child: SpellingChild) -> None:
    assert words(child, "xqyz will call.", "en", known=["Xqyz"]) == []


def test_english_spelling_follows_the_setting(child: SpellingChild) -> None:
    text = "Our center is open."
    assert words(child, text, "en", english="british") == ["center"]
    assert words(child, text, "en", english="american") == []


def test_english_grammar_is_named_and_only_offers_wordings(child: SpellingChild) -> None:
    found = child.check("I should of called you about it.", "en")
    assert [(one.kind, one.word, one.better) for one in found] == [
        ("grammar", "should of", ("should have",))
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂🙂", "\u200f\u200e", "\0", "1234 ٤٥", "a" * 200_000]
)
def test_odd_texts_are_answered(child: SpellingChild, text: str) -> None:
    for language in ("ar", "en"):
        assert isinstance(child.check(text, language), tuple)


def test_loading_a_language_may_take_longer_than_checking_by_it() -> None:
    with closing(SpellingChild("tests.unit.stuck_speller", wall_s=0.2, load_wall_s=60)) as stuck:
        assert stuck.check("السلام عليكم", "ar") == ()
        with pytest.raises(SpellingAway):
            stuck.check("السلام عليكم", "ar")
        assert stuck.check("السلام عليكم", "ar") == ()  # a new child loads again


def test_a_child_that_died_is_started_anew(child: SpellingChild) -> None:
    child.check("أهلًا", "ar")
    assert child._child is not None
    child._child.kill()
    assert words(child, "لاكن", "ar") == ["لاكن"]


def test_a_child_that_cannot_start_is_said_to_be_away() -> None:
    with pytest.raises(SpellingAway):
        SpellingChild("training_modules.spelling.no_such_program").check("text", "en")


def test_without_harper_english_falls_back_to_hunspell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harper", None)
    speller.harper_is_here.cache_clear()
    text = "I apologise, the centre will recieve your parcel, Reem."
    found = speller.check(text, "en", [], "british")
    speller.harper_is_here.cache_clear()
    assert [one["word"] for one in found] == ["recieve"]


def test_the_dictionary_stands_beside_its_licence() -> None:
    assert "MOZILLA PUBLIC LICENSE" in (ARABIC / "MPL-1.1.txt").read_text("utf-8")
    assert Path(ARABIC / "ar.dic").stat().st_size > 1_000_000


def test_project_words_are_known_with_what_is_joined_to_them() -> None:
    for word in ("راوتر", "والراوتر", "بالإيميل", "إيميلات", "أتمتتها", "لسنترالنا"):
        assert lists.is_own(word, "ar"), word
    assert not lists.is_own("لاكن", "ar")
