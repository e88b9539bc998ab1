import subprocess
import sys

import pytest

from qa.acts.reading import read
from qa.errors import LanguageUnsupported
from qa.language import detect_language, pipeline
from qa.model import Language, Segment, Speaker, Transcript


def test_the_script_decides_between_arabic_and_english() -> None:
    assert detect_language(["السلام عليكم", "ok thanks"]) is Language.AR
    assert detect_language(["Hello, my name is علي and I need help"]) is Language.EN


@pytest.mark.parametrize(
    "text",
    [
        "bonjour madame je voudrais savoir ou se trouve mon colis car il devait arriver hier "
        "matin et personne ne repond quand j'appelle votre agence depuis trois jours deja",
        "سلام، چرا بسته‌ی من هنوز نرسیده؟ لطفاً پیگیری کنید، گفتید دیروز می‌رسد پس چه شد؟",
        "12345 !!",
    ],
)
def test_other_languages_are_refused(text: str) -> None:
    with pytest.raises(LanguageUnsupported):
        detect_language([text])


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_engine_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'torch', 'numpy', 'av', 'whisper'}"
    assert _run(f"import sys, qa; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_judging_works_where_torch_is_blocked_and_leaves_torch_alone_elsewhere() -> None:
    judge = (
        "from qa.pipeline import Engine; Engine().warm_up(); print(bool(sys.modules.get('torch')))"
    )
    assert _run("import sys; sys.modules['torch'] = None; " + judge) == "False"
    assert _run("import sys; " + judge + "; print('torch' in sys.modules)") == "False\nFalse"


def test_memory_stays_flat_however_many_new_words_come() -> None:
    vocab = pipeline(Language.EN).vocab
    read(_one_line("warming up"))
    before = len(vocab.strings)
    for number in range(50):
        read(_one_line(f"unheard{number} words{number} again{number}"))
    assert len(vocab.strings) == before


def _one_line(text: str) -> Transcript:
    return Transcript((Segment(0, Speaker.AGENT, text),), Language.EN)
