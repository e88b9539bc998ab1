"""The centre's own phrases: checked, tried, kept with who and when, never changed."""

import pytest

from qa.model import Language
from qa.own_phrases import PhraseKind
from services import phrases
from services.errors import Invalid, NotFound, Refused, ServiceError
from services.phrases import Draft
from storage.records import Role
from tests.services.conftest import NOW, Centre

POLICY = Draft(Language.EN, PhraseKind.LITERAL, "refusal", "as per policy")
PATTERN = Draft(Language.EN, PhraseKind.PATTERN, "slang", "polic(y|ies)", "Our policies say no.")


def test_a_phrase_counts_from_its_version_until_it_is_switched_off(both: Centre) -> None:
    supervisor = both.person(Role.SUPERVISOR)
    assert phrases.in_force(both.store, Language.EN).version == 0
    number = phrases.add_phrase(both.store, supervisor, POLICY, NOW)
    own = phrases.in_force(both.store, Language.EN)
    assert [(p.number, p.text) for p in own.phrases] == [(number, "as per policy")]
    assert phrases.in_force(both.store, Language.AR).phrases == ()

    phrases.switch_off(both.store, both.admin, number, NOW)
    after = phrases.in_force(both.store, Language.EN)
    assert (own.version, after.version, after.phrases) == (1, 2, ())
    (kept,) = phrases.list_phrases(both.store, supervisor)
    assert (kept.from_version, kept.until_version, kept.in_force) == (1, 2, False)
    assert (kept.added_by, kept.ended_by) == (supervisor.name, both.admin.name)


def test_what_was_in_force_at_a_version_can_be_told_for_ever(both: Centre) -> None:
    first = phrases.add_phrase(both.store, both.admin, POLICY, NOW)
    second = phrases.add_phrase(both.store, both.admin, PATTERN, NOW)
    phrases.switch_off(both.store, both.admin, first, NOW)
    with both.store.reading() as work:
        told = [
            [phrase.number for phrase in work.own_phrases.of_version(Language.EN, version).phrases]
            for version in range(4)
        ]
    assert told == [[], [first], [first, second], [second]]


def test_switched_off_twice_it_counts_once(centre: Centre) -> None:
    number = phrases.add_phrase(centre.store, centre.admin, POLICY, NOW)
    for _ in range(2):
        phrases.switch_off(centre.store, centre.admin, number, NOW)
    assert centre.audit_acts().count("phrase.switch_off") == 1
    assert phrases.in_force(centre.store, Language.EN).version == 2


def test_what_was_switched_off_can_be_added_again_under_a_new_number(centre: Centre) -> None:
    first = phrases.add_phrase(centre.store, centre.admin, POLICY, NOW)
    phrases.switch_off(centre.store, centre.admin, first, NOW)
    assert phrases.add_phrase(centre.store, centre.admin, POLICY, NOW) > first


def test_every_change_leaves_its_line_in_the_audit(centre: Centre) -> None:
    number = phrases.add_phrase(centre.store, centre.admin, POLICY, NOW)
    phrases.switch_off(centre.store, centre.admin, number, NOW)
    with centre.store.reading() as work:
        off, added = work.audit.latest(0, 2, "phrase")
    assert (added.act, off.act) == ("phrase.add", "phrase.switch_off")
    assert added.subject == str(number)
    assert added.detail == {"language": "en", "category": "refusal", "phrase": "as per policy"}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft(Language.EN, PhraseKind.PATTERN, "slang", "(abc"), "pattern_broken"),
        (Draft(Language.EN, PhraseKind.PATTERN, "slang", "a*"), "phrase_too_short"),
        (Draft(Language.EN, PhraseKind.PATTERN, "slang", "a*b*c*"), "pattern_empty"),
        (Draft(Language.EN, PhraseKind.PATTERN, "slang", "polic(y|ies)"), "pattern_untried"),
        (Draft(Language.EN, PhraseKind.LITERAL, "slang", "  a "), "phrase_too_short"),
        (Draft(Language.EN, PhraseKind.LITERAL, "rude", "as per policy"), "phrase_category"),
        (Draft(Language.EN, PhraseKind.LITERAL, "slang", "no " * 99), "text_too_long"),
    ],
)
def test_a_phrase_that_cannot_work_is_refused_before_it_is_kept(
    centre: Centre, draft: Draft, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        phrases.add_phrase(centre.store, centre.admin, draft, NOW)
    assert refused.value.code == code
    assert phrases.list_phrases(centre.store, centre.admin) == ()


def test_the_same_phrase_in_another_spelling_is_on_the_list_already(centre: Centre) -> None:
    number = phrases.add_phrase(centre.store, centre.admin, POLICY, NOW)
    again = Draft(Language.EN, PhraseKind.LITERAL, "slang", "As  PER policy")
    with pytest.raises(Refused) as refused:
        phrases.add_phrase(centre.store, centre.admin, again, NOW)
    assert refused.value.params == {"number": number}


def test_a_list_that_is_full_takes_no_more(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(phrases.MOST, PhraseKind.PATTERN, 1)
    phrases.add_phrase(centre.store, centre.admin, PATTERN, NOW)
    other = Draft(Language.EN, PhraseKind.PATTERN, "slang", "pol+icy", "the pollicy")
    with pytest.raises(Refused, match="phrases_full"):
        phrases.add_phrase(centre.store, centre.admin, other, NOW)


def test_a_trial_shows_what_would_be_found_and_keeps_nothing(centre: Centre) -> None:
    trial = phrases.try_phrase(centre.admin, PATTERN)
    assert trial.found == ("policies",)
    assert phrases.list_phrases(centre.store, centre.admin) == ()


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER])
def test_nobody_else_may_try_one(centre: Centre, role: Role) -> None:
    with pytest.raises(ServiceError, match="not_allowed"):
        phrases.try_phrase(centre.person(role), PATTERN)


def test_a_phrase_that_is_not_there_cannot_be_switched_off(centre: Centre) -> None:
    with pytest.raises(NotFound):
        phrases.switch_off(centre.store, centre.admin, 4711, NOW)


def test_a_card_number_in_a_phrase_is_masked(centre: Centre) -> None:
    draft = Draft(Language.EN, PhraseKind.LITERAL, "slang", "say 4111 1111 1111 1111 now")
    phrases.add_phrase(centre.store, centre.admin, draft, NOW)
    (kept,) = phrases.list_phrases(centre.store, centre.admin)
    assert "4111" not in kept.phrase.text
