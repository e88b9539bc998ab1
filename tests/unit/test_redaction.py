"""Card numbers and security codes never stay readable; other numbers do."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.model import Language, Segment, Speaker, Transcript
from qa.redaction import CARD_MASK, CODE_MASK, mask_text, mask_transcript
from qa.redaction.card_numbers import luhn

A, C, U = Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN
# Published test numbers of the card schemes and payment processors.
PANS = [
    "4111111111111111",
    "4012888888881881",
    "4222222222222",
    "5555555555554444",
    "5105105105105100",
    "2223003122003222",
    "378282246310005",
    "30569309025904",
    "6011111111111117",
    "3530111333300000",
    "6200000000000005",
    "4917610000000000003",
]
ARABIC, PERSIAN = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))
SEPARATORS = ["", " ", "-", ".", ", ", "\u200b", "\u200f", "\u00a0", " - ", "،", "–"]


def masked(*turns: tuple[Speaker, str]) -> list[str]:
    segments = tuple(Segment(i, speaker, text) for i, (speaker, text) in enumerate(turns))
    transcript = mask_transcript(Transcript(segments, Language.EN))
    assert mask_transcript(transcript) == transcript
    return [segment.text for segment in transcript.segments]


def digits_left(texts: list[str]) -> int:
    return sum(character.isdigit() for text in texts for character in text)


@pytest.mark.parametrize("pan", PANS)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_card_number_is_masked_however_it_is_written(pan: str, separator: str) -> None:
    fours = separator.join(pan[i : i + 4] for i in range(0, len(pan), 4))
    singly = separator.join(pan)
    for written in (fours, singly, fours.translate(ARABIC), singly.translate(PERSIAN)):
        assert mask_text(f"it is {written}.") == f"it is {CARD_MASK}."


@pytest.mark.parametrize(
    "turns",
    [
        [(C, "4111 1111"), (C, "1111 1111")],
        [(C, "4111 1111"), (A, "okay"), (C, "1111 1111")],
        [(C, "4111 1111"), (A, "4111 1111"), (C, "1111 1111"), (A, "1111 1111")],
        [(C, "4111 1111"), (A, "1111 1111")],
        [(U, "4111"), (U, "1111"), (U, "1111"), (U, "1111")],
        [(C, digit) for digit in "4111111111111111"],
        [
            (A, "card number please?"),
            (C, "4111"),
            (A, "4111"),
            (C, "1111"),
            (A, "I have that"),
            (C, "1111"),
            (A, "mm-hm"),
            (C, "1111"),
        ],
        [(C, "٤١١١ ١١١١"), (A, "نعم"), (C, "وبعدين ١١١١ ١١١١")],
        [
            (A, "And the long number on your card?"),
            (C, "4111 1111, that is the first half"),
            (A, "Got it, and the rest?"),
            (C, "1111 1111"),
        ],
    ],
)
def test_a_card_number_in_pieces_is_masked(turns: list[tuple[Speaker, str]]) -> None:
    assert digits_left(masked(*turns)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "my card is 4111 1111 1111 1112",
        "Visa 411111111111",
        "رقم بطاقتي ٤١١١١١١١١١١١١١١٢",
        "الفيزا 4111-1111-1111-1112",
        "هاد رقم الكرت: 4111 1111 1111 112",
    ],
)
def test_twelve_digits_after_a_word_for_a_card_are_masked_even_when_mistyped(text: str) -> None:
    assert digits_left([mask_text(text)]) == 0


@pytest.mark.parametrize(
    "text",
    [
        "the CVV is 123",
        "cvc: 4321",
        "security code 1 2 3",
        "the three digits on the back are 987",
        "it is 123, the CVV",
        "رمز الأمان ٧٨٩",
        "والرقم السري خلف البطاقة ۴۵۶",
        "الثلاثة أرقام هي 321",
        "التلات أرقام اللي ورا الكارت 321",
        "سي في في 555",
    ],
)
def test_a_security_code_after_its_word_is_masked(text: str) -> None:
    assert CODE_MASK in mask_text(text)
    assert digits_left([mask_text(text)]) == 0


def test_a_security_code_in_a_later_turn_is_masked_and_its_echo_too() -> None:
    turns = masked(
        (A, "What is the security code on the back?"),
        (C, "One moment."),
        (C, "It's 123."),
        (A, "123, thanks."),
    )
    assert turns[2:] == [f"It's {CODE_MASK}.", f"{CODE_MASK}, thanks."]


def test_a_bare_code_after_a_card_number_is_masked_but_not_its_expiry() -> None:
    assert mask_text("4111 1111 1111 1111 12/27 123") == f"{CARD_MASK} 12/27 {CODE_MASK}"
    turns = masked(
        (C, "4111 1111 1111 1111"), (A, "and the expiry?"), (C, "12/27"), (C, "code 123")
    )
    assert turns[2:] == ["12/27", f"code {CODE_MASK}"]


@pytest.mark.parametrize(
    "text",
    [
        "Order 20251121-88213 is on its way",
        "Call me on +966 55 123 4567 or 00966551234567",
        "موبايلي 01012345678 ورقم الطلب ٨٨٢١٣",
        "On 2025-11-12 at 10:30, for 1,250.00 SAR",
        "from 12/11/2025 to 15/11/2025",
        "tracking number 123456789012",
        "my card was sent with tracking number 123456789012",
        "IMEI 356938035643809",
        "the 19-digit number on the SIM card of my iPhone 12 is 12345678901234567890",
        "the last four of your Social. Security number? 6789",
        "try 0000 as the PIN of the SIM card",
        "my card is fine. SE15 4QL, 9032. The 14 left at 11:20 on the 12th",
        "is the phone on the card account 555-123-4567",
        "IBAN SA03 8000 0000 6080 1016 7519",
        "الرقم القومي 29901011234567",
        "SIM serial 8996601234567890123",
        "It was 450 riyals, then 1200, then 999",
        "my card ending 1111",
        "order 4471. What's the CVV?",
        "the CVV? And the total is 450 riyals",
        "ticket 5685833-7150985",
        "room 312, floor 4, extension 2231",
        "flight 204 at 14:25 on 3 May",
        "invoice INV-2025-004512, amount 12,500.75",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_text(text) == text


def test_an_order_number_and_a_birth_date_do_not_add_up_to_a_card() -> None:
    turns = [(A, "Order number?"), (C, "4512 8831"), (A, "Date of birth?"), (C, "12 03 1988")]
    assert masked(*turns) == [text for _, text in turns]


def test_few_phone_and_order_numbers_are_taken_for_cards() -> None:
    chance = random.Random(7)
    shapes = [
        "order {0:08d}",
        "call 05{0:08d}",
        "+9665{0:08d}",
        "ticket {0:010d}",
        "رقم الشحنة {0:013d}",
    ]
    texts = [chance.choice(shapes).format(chance.randrange(10**8)) for _ in range(500)]
    assert sum(mask_text(text) != text for text in texts) <= 5


def test_a_transcript_without_numbers_is_the_same_object() -> None:
    transcript = Transcript((Segment(0, A, "hello"),), Language.EN)
    assert mask_transcript(transcript) is transcript


DIGITS = st.text(st.sampled_from("0123456789٠١٢٣۴۵"), max_size=22)
PIECES = st.one_of(
    DIGITS,
    st.sampled_from(
        [*PANS, "4111 1111", "1111 1111", "123", "12/27", "card", "cvv", "بطاقتي", "رمز الأمان"]
    ),
    st.sampled_from(
        [" ", "-", ", ", "\n", "\u200b", "order", "ok", "ريال", CARD_MASK, CODE_MASK, "[", "*", "+"]
    ),
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([A, C, U]), TEXTS), min_size=1, max_size=8))
def test_masking_a_call_twice_changes_nothing(turns: list[tuple[Speaker, str]]) -> None:
    assert len(masked(*turns)) == len(turns)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(PANS), st.sampled_from(SEPARATORS), st.sampled_from([None, ARABIC, PERSIAN]))
def test_no_card_number_survives(pan: str, separator: str, script: dict[int, int] | None) -> None:
    written = separator.join(pan[i : i + 4] for i in range(0, len(pan), 4)).translate(script or {})
    assert digits_left([mask_text(f"please charge {written} today")]) == 0


def test_the_check_digit_is_checked() -> None:
    assert all(luhn(pan) for pan in PANS)
    assert not luhn("4111111111111112")
