"""Arabic orthography: closed lists find what they name and nothing in clean texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training_modules.writing import orthography
from training_modules.writing.data import listed
from training_modules.writing.notes import Note
from words import catalogue

# Words with a true ه, أل words among them: the naive rule called every one of them wrong.
TRUE_HA = (
    "عليه ونفسه ولديه وفيه، والله بالله لله، المياه والوجه والانتباه والاتجاه والفواكه والترفيه، "
    "طلبه ورقمه وموعده، هذه الشركة، وجهه، إليه، معه، تنبيه، توجيه، فقه، بهذه، سيوافيه، "
    "والدته ووالديه، التزامه والتماسه، للونه، 500 من الجنيه، التوجه إلى الفرع، المشتبه، تم شحنه."
)
CLEAN = (
    TRUE_HA,
    "أهلًا بك أستاذ علي، شكرًا على تواصلك. وصلت رسالتك إلى فريق الفوترة، وفي واحد من ثلاثة أيام "
    "يصلك الرد.",
    "قال السيد علي الحربي إن فلانًا اتصل به. جهاز فاخر، وواي فاي سريع. كانت الخدمة ممتازة.",
    "السعر 1,250 ريالًا، والموقع https://example.com/a,b?c=1 والبريد a.b@example.com.",
    "وصلت إلي رسالتك، ويمكنك الرد علي مباشرة. موعدنا الإثنين.",
    "عام 1447هـ، ملف الـPDF، و«هل يصل اليوم؟» سؤالك. شكراً جزيلاً.",
)


def rules(text: str) -> list[tuple[str, str, str]]:
    return [(note.rule, note.quote, note.better[0]) for note in orthography.find(text)]


@pytest.mark.parametrize("text", CLEAN)
def test_nothing_is_noted_in_a_clean_text(text: str) -> None:
    assert rules(text) == []


def test_the_words_of_the_product_itself_are_clean() -> None:
    noted = [
        (key, found)
        for key, entry in catalogue("ar").items()
        if isinstance(entry, str) and not key.startswith("writing.")
        for found in rules(entry)
        if found[0] in ("ta_marbuta", "ha", "hamza", "ya", "common")
    ]
    assert noted == []


@pytest.mark.parametrize(
    ("text", "rule", "quote", "better"),
    [
        ("اهلا بك", "hamza", "اهلا", "أهلًا"),
        ("وصل الى البيت", "hamza", "الى", "إلى"),
        ("والاسبوع القادم", "hamza", "والاسبوع", "والأسبوع"),
        ("مع الاسف الشديد", "joined", "مع الاسف", "مع الأسف"),
        ("بالاسف", "hamza", "بالاسف", "بالأسف"),
        ("فاننا نعتذر", "hamza", "فاننا", "فإننا"),
        ("فى الموعد", "ya", "فى", "في"),
        ("شكرًا علي صبرك", "ya", "علي", "على"),
        ("عند شركه التوصيل", "ta_marbuta", "شركه", "شركة"),
        ("الشحنه تأخرت", "ta_marbuta", "الشحنه", "الشحنة"),
        ("للفاتوره", "ta_marbuta", "للفاتوره", "للفاتورة"),
        ("هذة الخدمة", "ha", "هذة", "هذه"),
        ("شكرا لك", "tanwin", "شكرا", "شكرًا"),
        ("لاكن الموعد", "common", "لاكن", "لكن"),
        ("ان شاء الله", "joined", "ان شاء الله", "إن شاء الله"),
        ("إنشاء الله", "joined", "إنشاء الله", "إن شاء الله"),
        ("إن شاءالله", "joined", "إن شاءالله", "إن شاء الله"),
        ("شكرااا لك", "drawn_out", "شكرااا", "شكرًا"),
        ("مرحبـــا", "drawn_out", "مرحبـــا", "مرحبا"),
        ("أهلًا بك, تفضل", "punctuation", ",", "،"),
        ("هل وصل?", "punctuation", "?", "؟"),
        ("من ٣ إلى 5", "digits", "٣", "3"),
        ("تفضل ، الآن", "space_before", " ،", "،"),
        ("تفضل،الآن", "space_after", "،", "، "),
    ],
)
def test_what_is_listed_is_noted_with_its_right_form(
    text: str, rule: str, quote: str, better: str
) -> None:
    assert (rule, quote, better) in rules(text)


def test_polish_is_soft_and_slips_are_not() -> None:
    notes = {note.rule: note.soft for note in orthography.find("شكرا الى الشحنه")}
    assert notes == {"tanwin": True, "hamza": False, "ta_marbuta": False}


def test_a_spelling_that_is_right_in_egypt_is_polish() -> None:
    assert [note.soft for note in orthography.find("المسئول عن الشئون الى")] == [True, True, False]


def test_a_right_form_is_never_noted_again() -> None:
    lists = listed("orthography_ar")
    for group in ("hamza", "ya", "ta_marbuta", "ha", "tanwin", "common"):
        for right in lists[group].values():
            assert rules(right) == [], right


def quotes_what_it_names(text: str, note: Note) -> bool:
    return note.start is None or text[note.start : note.end] == note.quote


@given(st.text(st.sampled_from("ابتهةىيأإآلنشكر ًـ،,.?؟!٣5aB\n🙂\u200f"), max_size=80))
def test_a_note_always_quotes_the_text_it_names(text: str) -> None:
    for note in orthography.find(text):
        assert note.quote
        assert quotes_what_it_names(text, note)
