"""A short call in each language, as a stereo recording of tones, a WebVTT file and a chat."""

import io
import math
import struct
import wave

from qa.model import Language

RATE = 8_000
LENGTH_S = 26
AGENT, CUSTOMER = 0, 1
TIMES = ((AGENT, 1.0, 5.0), (CUSTOMER, 6.0, 10.0), (AGENT, 12.0, 16.0), (AGENT, 18.0, 24.0))
SAID = {
    Language.EN: (
        "Good morning, this is Salem from Naseem Telecom, how can I help you?",
        "My card was charged twice and I am really upset about it.",
        "One moment, what is the invoice number?",
        "The refund is filed now. Thank you for calling, goodbye.",
    ),
    Language.AR: (
        "صباح الخير، معك سالم من شركة نسيم للاتصالات، كيف أقدر أساعدك؟",
        "انسحب المبلغ من بطاقتي مرتين وأنا منزعج جدًا من هذا.",
        "لحظة، ما رقم الفاتورة؟",
        "رفعت طلب الاسترجاع الآن. شكرًا لاتصالك، مع السلامة.",
    ),
}
NAMES = {Language.EN: ("Agent", "Customer"), Language.AR: ("الموظف", "العميل")}


def recording_bytes(seed: int) -> bytes:
    """The agent's tone on the left, the customer's on the right, where each of them speaks."""
    pitches = (200 + seed % 97, 300 + seed % 89)
    frames = (_frame(at / RATE, pitches) for at in range(LENGTH_S * RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(frames))
    return file.getvalue()


def _frame(at_s: float, pitches: tuple[int, int]) -> bytes:
    levels = [0, 0]
    for side, start_s, end_s in TIMES:
        if start_s <= at_s <= end_s:
            levels[side] = int(9_000 * math.sin(2 * math.pi * pitches[side] * at_s))
    return struct.pack("<hh", *levels)


def vtt_text(language: Language, number: str) -> str:
    cues = (
        f"{_stamp(start_s)} --> {_stamp(end_s)}\n<v {NAMES[language][side]}>{text}</v>\n"
        for (side, start_s, end_s), text in zip(TIMES, SAID[language], strict=True)
    )
    return f"WEBVTT\n\nNOTE {number}\n\n" + "\n".join(cues)


def chat_text(language: Language, number: str) -> str:
    lines = (
        f"{NAMES[language][side]}: {text}"
        for (side, _, _), text in zip(TIMES, SAID[language], strict=True)
    )
    return "\n".join([*lines, f"{NAMES[language][CUSTOMER]}: {number}", ""])


def _stamp(seconds: float) -> str:
    return f"00:00:{seconds:06.3f}"
