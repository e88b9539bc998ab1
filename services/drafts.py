"""One draft read: by the engine, by the dictionaries, by the house style."""

from qa.normalise import fold
from services import judging, modules, spelling
from services.errors import Invalid
from services.written import clean
from storage.records import Account
from training_modules.catalog import Phrase
from training_modules.model import Drill, LanguageCode, Task, Text
from training_modules.spelling import English
from training_modules.writing import content, limits
from training_modules.writing.feedback import Feedback, give
from training_modules.writing.phrases import Folded
from training_modules.writing.style import House, Register

_INFORMAL = frozenset({"chat", "social", "voice"})


def tidy(text: str, language: str) -> str:
    """Fit to be read and kept; Invalid, with the reason, where it is not."""
    draft = limits.tidy(clean(text[: 2 * limits.LONGEST_DRAFT]))
    refusal = limits.refusal(draft, language)
    if refusal:
        raise Invalid(refusal, limit=limits.LONGEST_DRAFT)
    return draft


def read(
    about: Task | Drill, draft: str, language: LanguageCode, actor: Account, english: English
) -> Feedback:
    """Feedback on a tidy draft; names of the case and of the writer are right as they stand."""
    heard = judging.judge(draft, language, about.channel, *_asked(about, language))
    reply = content.Reply(
        folded=Folded(draft, _fold),
        language=language,
        heard={act: [(span.start, span.end) for span in spans] for act, spans in heard.items()},
        phrases=_to_avoid(),
    )
    house = House(language, about.channel, register_of(about))
    names = _known_names(about, language, actor)
    return give(about, reply, house, spelling.check(draft, language, names, english))


def register_of(about: Task | Drill) -> Register:
    """A drill has no register of its own: its channel's."""
    if isinstance(about, Task):
        return about.register
    return "friendly" if about.channel in _INFORMAL or about.dialect != "msa" else "formal"


def title_of(about: Task | Drill) -> Text:
    """A drill is called by the first sentence of its situation."""
    if isinstance(about, Task):
        return about.title
    situation = about.situation
    return Text(*(part.split(". ")[0].rstrip(".") for part in (situation.ar, situation.en)))


def _asked(
    about: Task | Drill, language: LanguageCode
) -> tuple[str, tuple[str, ...], dict[str, tuple[str, ...]]]:
    """What the customer wrote, the words of the issue, the cues."""
    if isinstance(about, Task):
        cues = content.question_cues(about, language)
        return about.message.of(language), about.issue.of(language), cues
    cues = {name: phrases.of(language) for name, phrases in about.cues.items()}
    return about.customer.of(language), (), cues


def _known_names(about: Task | Drill, language: str, actor: Account) -> tuple[str, ...]:
    if isinstance(about, Task):
        facts = tuple(fact.of(language) for fact in about.facts)
        return (actor.name, about.customer.of(language), *facts)
    return (actor.name, about.situation.of(language))


def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    folded = fold(text)
    return folded.text, tuple(folded.source)


def _to_avoid() -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in modules.phrases() if phrase.status == "avoid")
