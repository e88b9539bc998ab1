"""Ways to write a word so that a list of words misses it; written apart from what undoes them."""

import random
import unicodedata
from collections.abc import Callable, Mapping

Disguiser = Callable[[str, random.Random], str]

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_CYRILLIC = str.maketrans("aceiopsxyhkmtb", "асеіорѕхуһкмтЬ")
_GREEK = str.maketrans("aeiopnktuxr", "αειορηκτυχг")
_LEET = {
    "a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!|", "l": "1|", "o": "0", "s": "5$",
    "t": "7+", "u": "v", "c": "(k",
}  # fmt: skip
_SMALL_CAPITALS = str.maketrans("abdeiklmnorstu", "ᴀʙᴅᴇɪᴋʟᴍɴᴏʀꜱᴛᴜ")
_PERSIAN = str.maketrans("يىكهة", "یېکہۃ")
_DOTLESS = str.maketrans("بتنيةجخذزشضظغفق", "ٮٮںىهححدرسصطعڡٯ")
_ARABIC_SIGNS = str.maketrans("اهحوع", "1o793")


def between(*marks: str) -> Disguiser:
    """All letters kept apart by one mark."""
    return lambda word, dice: dice.choice(marks).join(word)


def some(swap: Callable[[str, random.Random], str]) -> Disguiser:
    """Two letters at least, where as many can be swapped."""

    def disguise(word: str, dice: random.Random) -> str:
        places = [i for i, letter in enumerate(word) if swap(letter, dice) != letter]
        chosen = set(dice.sample(places, min(len(places), dice.randint(2, 4))))
        return "".join(swap(c, dice) if i in chosen else c for i, c in enumerate(word))

    return disguise


def invisible(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word))
    return word[:place] + dice.choice(_INVISIBLE) + word[place:]


def tatweel(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word))
    return word[:place] + "ـ" * dice.randint(1, 5) + word[place:]


def doubled(word: str, dice: random.Random) -> str:
    place = dice.randrange(len(word))
    return word[:place] + word[place] * dice.choice((1, 1, 3)) + word[place:]


def starred(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word) - 1)
    return word[:place] + "*" + word[place + 1 :]


def torn(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word))
    return f"{word[:place]} {word[place:]}"


def vowelled(word: str, dice: random.Random) -> str:
    return "".join(letter + dice.choice("\u064e\u064f\u0650\u0652\u0651") for letter in word)


def hamza(word: str, dice: random.Random) -> str:
    return "".join(dice.choice("أإآٱ") if c in "اأإ" else "ى" if c == "ي" else c for c in word)


def presentation(word: str, dice: random.Random) -> str:
    """The letters as old code pages kept them, each alone."""
    return "".join(_FORMS.get(letter, letter) for letter in word)


def accented(letter: str, dice: random.Random) -> str:
    return unicodedata.normalize("NFC", letter + dice.choice("\u0301\u0308\u0323\u0302"))


def by_table(table: Mapping[int, int | str | None]) -> Disguiser:
    return lambda word, _: word.translate(table)


def shifted(first: int) -> Disguiser:
    """Another alphabet of Unicode in the order of the Latin one, such as 𝓪𝓫𝓬."""
    return lambda word, _: "".join(chr(first + ord(c) - ord("a")) for c in word)


def leet(letter: str, dice: random.Random) -> str:
    return dice.choice(_LEET[letter]) if letter in _LEET else letter


_FORMS = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFEFC, 0xFE7F, -1)
    if "ISOLATED" in unicodedata.name(chr(code), "")
}
ENGLISH: dict[str, Disguiser] = {
    "invisible": invisible,
    "cyrillic": by_table(_CYRILLIC),
    "greek": by_table(_GREEK),
    "small capitals": by_table(_SMALL_CAPITALS),
    "full width": shifted(0xFF41),
    "mathematical": shifted(0x1D4EA),
    "circled": shifted(0x24D0),
    "leet": some(leet),
    "accents": some(accented),
    "spaced": between(" "),
    "dotted": between(".", "-", "_", "*", "·", " . "),
    "doubled": doubled,
    "starred": starred,
    "torn": torn,
}
ARABIC: dict[str, Disguiser] = {
    "tatweel": tatweel,
    "invisible": invisible,
    "persian": by_table(_PERSIAN),
    "presentation": presentation,
    "dotless": by_table(_DOTLESS),
    "signs": by_table(_ARABIC_SIGNS),
    "vowelled": vowelled,
    "hamza": hamza,
    "spaced": between(" ", " ـ "),
    "dotted": between(".", "-", "_", "*", "·"),
    "doubled": doubled,
    "starred": starred,
    "torn": torn,
}
# As people write them on phones; collected by hand, and not from the list that is read.
ARABIZI = (
    "7mar", "7omar", "7mara", "ghabi", "ghabe", "ghaby", "8abi", "ghabiya", "7ayawan", "7aywan",
    "kalb", "tafeh", "ahbal", "3abeet", "3abit", "mota5alef", "mutakhallif", "majnoon",
    "magnoon", "kazab", "kaddab", "kathab", "nassab", "7a2eer", "7aqeer", "wa2e7", "wi2i7",
    "sa5eef", "sakheef", "a7ma2", "7ma2", "a7maq", "ya7mar", "ghabiii", "7maaar", "ga7sh", "ja7sh",
)  # fmt: skip
