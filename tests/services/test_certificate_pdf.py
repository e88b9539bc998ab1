"""The certificate as people see it: its name is compared with one drawn by another shaper.

Pillow's Raqm joins and orders letters by HarfBuzz and FriBidi; the PDF is drawn by Typst and
rendered by PDFium. Where letters fall apart or run the wrong way the two pictures differ, which
the tests of the comparison itself show.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from tests.conftest import PROJECT
from training_modules import certificate
from training_modules.certificate import Certified, NotDrawn, to_pdf
from training_modules.model import LanguageCode, Text

FONT = PROJECT / "training_modules" / "certificate" / "fonts" / "IBMPlexSansArabic-SemiBold.ttf"
INK, SAND = (27, 36, 48), (250, 246, 236)
ALIKE, DIFFERENT = 0.80, 0.50  # measured: at least 0.84, at most 0.34
NAMES = [
    ("ريم الشهري", "rtl"),
    ("Huda Al Mansouri", "ltr"),
    ("لؤي الآغا 2", "rtl"),
    ("Salem 3 العتيبي", "ltr"),
    ("عبد الله Smith", "rtl"),
]


def pdf_of(name: str, language: LanguageCode = "ar") -> bytes:
    certified = Certified(
        name=name,
        module=Text("التعاطف مع العميل", "Empathy"),
        score=92.4,
        issued_on=datetime(2026, 11, 21, tzinfo=UTC),
        code="K7QM-3XPD-9HTR",
        address="http://127.0.0.1:8501/certificates/K7QM-3XPD-9HTR",
    )
    return to_pdf(certified, language)


def page_of(pdf: bytes, scale: float = 4.0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        image = document[0].render(scale=scale).to_pil()
        return cast(Image.Image, image.convert("RGB"))
    finally:
        document.close()


def body(pdf: bytes) -> Image.Image:
    """The page without its dark head."""
    page = page_of(pdf)
    return page.crop((0, int(page.height * 0.17), page.width, page.height))


def name_on(page: Image.Image) -> Image.Image:
    """The first line in the ink of names: title and sentences have other colours."""
    inked = away_from(page, INK).point(lambda value: 255 * (value < 25))
    rows = [inked.crop((0, y, page.width, y + 1)).getbbox() for y in range(page.height)]
    first = last = next(y for y, row in enumerate(rows) if row)
    gap = page.height // 50  # dots above and below letters belong to their line
    for y in range(first, page.height):
        if rows[y]:
            last = y
        elif y - last > gap:
            break
    line = page.crop((0, first - 3, page.width, last + 4))
    return tight(away_from(line, SAND).point(lambda value: 255 * (value > 110)))


def away_from(page: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    return ImageChops.difference(page, Image.new("RGB", page.size, colour)).convert("L")


def tight(image: Image.Image) -> Image.Image:
    box = image.getbbox()
    assert box is not None
    return image.crop(box)


def drawn(name: str, direction: str | None, *, shaped: bool = True) -> Image.Image:
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    font = ImageFont.truetype(FONT, 144, layout_engine=engine)
    image = Image.new("L", (6000, 400))
    ImageDraw.Draw(image).text((100, 80), name, fill=255, font=font, direction=direction)
    return tight(image)


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The share of ink that both have, 1 for the same picture; their shapes count too."""
    size = (800, 120)
    first, second = (image.resize(size).point(lambda v: 255 * (v > 127)) for image in (one, other))
    both = ImageStat.Stat(ImageChops.multiply(first, second)).sum[0]
    either = ImageStat.Stat(ImageChops.lighter(first, second)).sum[0]
    ratio = (one.width / one.height) / (other.width / other.height)
    return both / either * min(ratio, 1 / ratio)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("name", "direction"), NAMES)
def test_a_name_is_joined_and_ordered_as_its_script_asks(
    name: str, direction: str, language: LanguageCode
) -> None:
    assert likeness(name_on(body(pdf_of(name, language))), drawn(name, direction)) > ALIKE


@pytest.mark.parametrize(("name", "direction"), NAMES[:1] + NAMES[2:])
def test_the_comparison_sees_letters_that_fall_apart(name: str, direction: str) -> None:
    page = name_on(body(pdf_of(name)))
    assert likeness(page, drawn(name, None, shaped=False)) < DIFFERENT
    assert likeness(page, drawn(name[::-1], None, shaped=False)) < DIFFERENT


@pytest.mark.parametrize(("name", "direction"), NAMES[3:])
def test_the_comparison_sees_the_wrong_direction(name: str, direction: str) -> None:
    other = "ltr" if direction == "rtl" else "rtl"
    assert likeness(name_on(body(pdf_of(name))), drawn(name, other)) < DIFFERENT


def test_marks_that_turn_the_direction_around_change_nothing() -> None:
    marked = "\u202eHuda\u202c Al\u200f \u2067Mansouri\u2069\n"
    assert pdf_of(marked) == pdf_of("Huda Al Mansouri")


@pytest.mark.parametrize("name", ["ي" * 200, "M" * 200, "محمد بن " * 25, "😀" * 50, " ", "#[x]*_$"])
def test_any_name_stays_on_the_one_page(name: str) -> None:
    page = page_of(pdf_of(name), scale=1.0)
    edges = [(0, 120, 20, page.height - 60), (page.width - 20, 120, page.width, page.height - 60)]
    for edge in edges:
        assert len(page.crop(edge).getcolors() or ()) == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_code_reads_left_to_right_in_either_language(language: LanguageCode) -> None:
    page = page_of(pdf_of("ريم", language))
    third = page.width // 3
    low, high = int(page.height * 0.60), int(page.height * 0.75)
    at = 0 if language == "ar" else page.width - third
    part = page.crop((at, low, at + third, high))
    assert likeness(name_on(part), drawn("K7QM-3XPD-9HTR", "ltr")) > ALIKE


def test_the_same_certificate_is_the_same_file() -> None:
    assert pdf_of("Reem") == pdf_of("Reem")


def test_a_child_over_its_limits_is_no_certificate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(certificate, "LONGEST_S", 0.0)
    with pytest.raises(NotDrawn):
        pdf_of("Reem")
