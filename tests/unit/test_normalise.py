import pytest

from qa.normalise import fold, fold_text


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("السَّلامُ عليكمْ", "السلام عليكم"),
        ("شـــكرًا", "شكرا"),
        ("أهلاً إليكم آمر", "اهلا اليكم امر"),
        ("مؤسسة شيء مساء", "موسسه شي مسا"),
        ("عــلى مستشفى", "علي مستشفي"),
        ("کیف گال پیتزا", "كيف كال بيتزا"),
        ("٤٤٧١ و ۱۲۳", "4471 و 123"),
        ("\u200fمرحبا\u200c بك\u202c", "مرحبا بك"),
        ("I’M SO SORRY", "i'm so sorry"),
        ("ｆｕｌｌ width", "full width"),
        ("sooo شكراااا", "so شكرا"),
    ],
)
def test_spellings_of_one_word_fold_to_one(written: str, compared: str) -> None:
    assert fold_text(written) == compared


@pytest.mark.parametrize("written", ["شُكـراااا يا أُمَّ علي ٤٤٧١.", "Hellooo, I’m Zoë…"])
def test_every_folded_word_leads_back_to_what_was_written(written: str) -> None:
    folded = fold(written)
    start = 0
    for word in folded.text.split():
        start = folded.text.index(word, start)
        first, last = folded.span(start, start + len(word))
        assert fold_text(written[first:last]) == word
        start += len(word)


def test_double_letters_and_numbers_stay() -> None:
    assert fold_text("Anna called 1000 times") == "anna called 1000 times"
