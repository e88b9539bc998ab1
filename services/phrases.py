"""The centre's own forbidden phrases: tried, added and switched off by a supervisor or an admin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa import own_phrases
from qa.model import Evaluation, Language
from qa.normalise import fold_text
from qa.own_phrases import OwnPhrase, OwnPhrases, PhraseKind, PhraseRefused
from services.access import Act, require
from services.errors import Invalid, NotFound, Refused
from services.written import clean_short
from storage.audit import AuditLine
from storage.own_phrases import NewPhrase, StoredPhrase
from storage.records import Account
from storage.store import Store, Work

CATEGORIES = own_phrases.CATEGORIES
LONGEST_SAMPLE = 2_000
MOST = {PhraseKind.LITERAL: 300, PhraseKind.PATTERN: 20}  # in force, of one language


@dataclass(frozen=True, slots=True)
class Draft:
    """A phrase before it is kept, and a sentence to try it on."""

    language: Language
    kind: PhraseKind
    category: str
    text: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What of the sample would be found, in its order."""

    sample: str
    found: tuple[str, ...]


def list_phrases(store: Store, actor: Account) -> tuple[StoredPhrase, ...]:
    """Those in force first; what is switched off stays, for evaluations that name it."""
    require(actor, Act.SET_PHRASES)
    with store.reading() as work:
        return work.own_phrases.all()


def try_phrase(actor: Account, draft: Draft) -> Trial:
    """Nothing is kept; Invalid where the phrase could not be kept either."""
    require(actor, Act.SET_PHRASES)
    return _tried(_checked(draft), draft)


def add_phrase(store: Store, actor: Account, draft: Draft, now: datetime) -> int:
    """Counts from the next call on; a pattern has to be found in its sample first."""
    require(actor, Act.SET_PHRASES)
    phrase = _checked(draft)
    if phrase.kind is PhraseKind.PATTERN and not _tried(phrase, draft).found:
        raise Invalid("pattern_untried")
    with store.transaction() as work:
        work.own_phrases.lock()
        _refuse_repeated(work, phrase)
        new = NewPhrase(phrase.language, phrase.kind, phrase.category, phrase.text)
        number = work.own_phrases.add(new, actor.account_id, now)
        work.audit.add(actor, _audited("phrase.add", number, phrase), now)
        return number


def switch_off(store: Store, actor: Account, number: int, now: datetime) -> None:
    """The phrase counts no more from the next call on; done twice, it counts once."""
    require(actor, Act.SET_PHRASES)
    with store.transaction() as work:
        work.own_phrases.lock()
        stored = next((one for one in work.own_phrases.all() if one.phrase.number == number), None)
        if stored is None:
            raise NotFound
        if stored.in_force:
            work.own_phrases.end(number, actor.account_id, now)
            work.audit.add(actor, _audited("phrase.switch_off", number, stored.phrase), now)


def in_force(store: Store, language: Language) -> OwnPhrases:
    """What a call is judged by besides the lexicon; for the worker and for judging anew."""
    with store.reading() as work:
        return work.own_phrases.in_force(language)


def of_evaluation(work: Work, evaluation: Evaluation) -> OwnPhrases:
    """The phrases that were in force when it was made, for telling why it says what it says."""
    return work.own_phrases.of_version(evaluation.language, evaluation.phrases_version)


def _checked(draft: Draft) -> OwnPhrase:
    text = " ".join(clean_short(draft.text, own_phrases.LONGEST).split())
    phrase = OwnPhrase(0, draft.language, draft.kind, draft.category, text)
    _asked_of_engine(own_phrases.check, phrase)
    return phrase


def _asked_of_engine(check: Callable[[OwnPhrase], None], phrase: OwnPhrase) -> None:
    try:
        check(phrase)
    except PhraseRefused as refused:
        raise Invalid(refused.code, **refused.params) from None


def _tried(phrase: OwnPhrase, draft: Draft) -> Trial:
    sample = clean_short(draft.sample, LONGEST_SAMPLE)
    places = sorted(own_phrases.places(phrase, sample))
    return Trial(sample, tuple(sample[start:end] for start, end in places))


def _refuse_repeated(work: Work, phrase: OwnPhrase) -> None:
    kept = work.own_phrases.in_force(phrase.language).phrases
    alike = [one for one in kept if one.kind is phrase.kind]
    if len(alike) >= MOST[phrase.kind]:
        raise Refused("phrases_full", limit=MOST[phrase.kind])
    same = (one for one in alike if fold_text(one.text) == fold_text(phrase.text))
    first = next(same, None)
    if first is not None:
        raise Refused("phrase_exists", number=first.number)


def _audited(act: str, number: int, phrase: OwnPhrase) -> AuditLine:
    told = {"language": phrase.language.value, "category": phrase.category, "phrase": phrase.text}
    return AuditLine(act, str(number), told)
