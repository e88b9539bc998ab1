"""The check of a content folder: every fault at once, with file and line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.content_folder import write, write_folder
from tests.sample_module import sample_module
from training_modules import __main__ as command
from training_modules import catalog
from training_modules.catalog import ContentBroken, read_folder
from training_modules.check import check, sentence
from training_modules.sources import Fault

# The sample says the same thing in many places; other tests look at what is alike.
ALIKE = {"alike_explanation", "alike_model", "alike_question"}
QUESTIONS = "empathy/questions/a.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "content")


def faults(folder: Path, **options: Any) -> list[Fault]:
    return [fault for fault in check(folder, **options) if fault.code not in ALIKE]


def codes(folder: Path, **options: Any) -> set[str]:
    return {fault.code for fault in faults(folder, **options)}


def change(folder: Path, file: str, how: Callable[[Any], object]) -> None:
    """Load the file, change it, write it back."""
    path = folder / file
    content = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    how(content)
    write(path, content)


def test_a_module_goes_through_the_folder_and_back_unchanged(folder: Path) -> None:
    content = read_folder(folder)
    module = sample_module()
    assert content.modules[0] == sample_module(version=catalog.version_of(module))
    assert [skill.skill_id for skill in content.skills] == ["empathy", "writing"]
    assert content.path[0].due_day == 3
    assert content.phrases[0].of("en") == ("calm down now",)


def test_a_module_goes_through_the_database_form_and_back_unchanged() -> None:
    module = sample_module()
    assert catalog.module_from_dict(catalog.module_to_dict(module)) == module


def test_the_version_is_that_of_the_content_alone() -> None:
    module = sample_module()
    assert catalog.version_of(module) == catalog.version_of(sample_module(version="other"))
    assert catalog.version_of(module) != catalog.version_of(sample_module("patience"))
    first, second = module.questions[:2]
    assert catalog.question_version(first) != catalog.question_version(second)


def test_good_content_has_no_faults(folder: Path) -> None:
    assert faults(folder, criteria={"empathy"}) == []


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_every_fault_of_every_file_comes_out_at_once_with_its_line(folder: Path) -> None:
    change(folder, QUESTIONS, lambda q: (q[0].pop("stem"), q[1].update(level="guess")))
    change(folder, "empathy/drills.yml", lambda drills: drills[0].update(wants=["nosuch"]))
    change(folder, "empathy/module.yml", lambda head: head.update(skill="nosuch"))
    (folder / "empathy" / "cards.yml").write_text("- {a: [}\n", "utf-8")
    found = {(fault.file, fault.line, fault.code) for fault in faults(folder)}
    assert (QUESTIONS, 1, "field_missing") in found
    assert (QUESTIONS, line_of(folder, QUESTIONS, "level: guess"), "value_unknown") in found
    assert ("empathy/cards.yml", 1, "no_yaml") in found
    assert ("empathy/module.yml", 1, "skill_unknown") in found
    wanted = line_of(folder, "empathy/drills.yml", "nosuch")
    assert ("empathy/drills.yml", wanted, "act_unknown") in found


def test_faults_read_as_sentences_in_both_languages(folder: Path) -> None:
    change(folder, QUESTIONS, lambda questions: questions[0].update(typo=1, lesson="nosuch"))
    change(folder, QUESTIONS, lambda questions: questions[3]["stem"].update(ar=" "))
    for fault in check(folder):
        for language in ("ar", "en"):
            assert sentence(fault, language).startswith(f"{fault.file}:{fault.line}: ")


def test_read_folder_refuses_with_all_faults(folder: Path) -> None:
    change(folder, QUESTIONS, lambda questions: [q.pop("stem") for q in questions[:3]])
    with pytest.raises(ContentBroken) as broken:
        read_folder(folder)
    assert len(broken.value.faults) == 3


def spoil_question(number: int, **changes: Any) -> Callable[[Path], None]:
    return lambda folder: change(folder, QUESTIONS, lambda q: q[number].update(changes))


def spoil(file: str, how: Callable[[Any], object]) -> Callable[[Path], None]:
    return lambda folder: change(folder, file, how)


LESSON, SCENARIO = "empathy/lessons/0.yml", "empathy/scenarios/0.yml"
SPOILED: list[tuple[str, Callable[[Path], None]]] = [
    ("field_unknown", spoil_question(0, typo=1)),
    ("field_missing", spoil(QUESTIONS, lambda q: q[0]["options"][0].pop("why"))),
    ("field_missing", spoil(QUESTIONS, lambda q: q[0]["stem"].pop("ar"))),
    ("type_unknown", spoil_question(0, type="essay")),
    ("value_wrong", spoil_question(5, answer="many")),
    ("text_empty", spoil(QUESTIONS, lambda q: q[0]["options"][1]["why"].update(ar=" "))),
    ("text_empty", spoil(QUESTIONS, lambda q: q[6]["accept"].update(en=[]))),
    ("no_arabic", spoil(QUESTIONS, lambda q: q[0]["stem"].update(ar="Which reply?"))),
    ("arabic_in_english", spoil(QUESTIONS, lambda q: q[0]["stem"].update(en="أي رد؟"))),
    ("id_twice", spoil_question(1, id="empathy.q01")),
    ("id_malformed", spoil_question(0, id="patience.q01")),
    ("id_malformed", spoil_question(0, id="empathy.first")),
    ("lesson_unknown", spoil_question(0, lesson="empathy.l9-nosuch")),
    ("skill_unknown", spoil_question(0, skill="nosuch")),
    ("criterion_unknown", spoil_question(0, criteria=["nosuch"])),
    ("rule_unknown", spoil(LESSON, lambda lesson: lesson.update(rules=["empathy.r9"]))),
    ("rule_unknown", spoil(LESSON, lambda one: one["good"]["lines"][1].update(rule="nosuch"))),
    ("question_unknown", spoil(LESSON, lambda lesson: lesson.update(questions=["nosuch"]))),
    ("bad_unlabelled", spoil(LESSON, lambda one: one["bad"]["lines"][1].update(fault=None))),
    (
        "fault_in_good",
        spoil(LESSON, lambda one: one["good"]["lines"][1].update(fault={"ar": "خطأ", "en": "no"})),
    ),
    (
        "module_unknown",
        spoil("path.yml", lambda path: path.append({"module_id": "x1", "due_day": 2})),
    ),
    ("single_needs_one", spoil(QUESTIONS, lambda q: q[0]["options"][1].update(right=True))),
    ("multiple_needs_two", spoil(QUESTIONS, lambda q: q[1]["options"][1].update(right=False))),
    ("choice_twice", spoil(QUESTIONS, lambda q: q[0].update(options=q[0]["options"][:1] * 3))),
    (
        "spot_without_fault",
        spoil(QUESTIONS, lambda q: [n.update(fault=False) for n in q[7]["lines"]]),
    ),
    ("why_missing", spoil(QUESTIONS, lambda q: q[7]["lines"][1].update(why=None))),
    ("fault_of_customer", spoil(QUESTIONS, lambda q: q[7]["lines"][0].update(fault=True))),
    ("slip_is_right", spoil(QUESTIONS, lambda q: q[5]["slips"][0].update(value=1250.4))),
    ("tolerance_negative", spoil_question(5, tolerance=-1)),
    ("too_few", spoil(QUESTIONS, lambda q: q[3].update(steps=q[3]["steps"][:2]))),
    ("act_unknown", spoil(SCENARIO, lambda one: one["nodes"]["fix"].update(wants=["cue:nosuch"]))),
    (
        "node_unknown",
        spoil(SCENARIO, lambda one: one["nodes"]["fix"]["otherwise"].update(to="gone2")),
    ),
    ("node_unknown", spoil(SCENARIO, lambda one: one.update(start="nosuch"))),
    (
        "not_reached",
        spoil(SCENARIO, lambda one: one["endings"].update(never=one["endings"]["gone"])),
    ),
    ("not_reached", spoil(SCENARIO, lambda one: one["nodes"].update(alone=one["nodes"]["upset"]))),
    ("edge_always", spoil(SCENARIO, lambda one: one["nodes"]["fix"]["edges"][0].update(when={}))),
    ("draw_too_large", spoil("empathy/module.yml", lambda head: head["quiz"].update(certify=40))),
    ("pass_mark", spoil("empathy/module.yml", lambda head: head["quiz"].update(pass_mark=0))),
    (
        "avoid_phrase",
        spoil(
            QUESTIONS, lambda q: q[0]["options"][0]["text"].update(en="Please calm down now, sir")
        ),
    ),
    (
        "avoid_phrase",
        spoil("empathy/drills.yml", lambda d: d[0]["model"].update(ar="واهدأ الآن قليلًا")),
    ),
    (
        "avoid_phrase",
        spoil(LESSON, lambda one: one["instead"][0]["say"].update(en="Calm  down now")),
    ),
    (
        "avoid_phrase",
        spoil(LESSON, lambda one: one["good"]["lines"][1]["text"].update(en="Calm down now")),
    ),
    ("no_list", lambda folder: write(folder / "empathy/drills.yml", {"a": 1})),
]


@pytest.mark.parametrize(("code", "breaks"), SPOILED, ids=lambda one: str(one)[:20])
def test_each_kind_of_fault_is_found(
    folder: Path, code: str, breaks: Callable[[Path], None]
) -> None:
    breaks(folder)
    assert code in codes(folder, criteria={"empathy"})


def test_a_node_from_which_no_ending_is_reached_is_a_dead_end(folder: Path) -> None:
    def loop(one: Any) -> None:
        one["nodes"]["upset"]["edges"] = []
        one["nodes"]["upset"]["otherwise"]["to"] = "upset"

    change(folder, SCENARIO, loop)
    assert "dead_end" in codes(folder)


def test_a_phrase_to_avoid_may_stand_where_it_is_shown_as_wrong(folder: Path) -> None:
    def in_wrong_places(questions: Any) -> None:
        questions[0]["options"][1]["text"]["en"] = "Please calm down now"

    change(folder, QUESTIONS, in_wrong_places)
    change(folder, LESSON, lambda one: one["bad"]["lines"][1]["text"].update(en="Calm down now"))
    change(folder, "empathy/drills.yml", lambda d: d[0]["weak"].update(en="Calm down now"))
    assert "avoid_phrase" not in codes(folder)


def many_singles(folder: Path, count: int, right_at: Callable[[int], int], long: bool) -> None:
    def options(number: int) -> list[dict[str, Any]]:
        return [
            {
                "text": {"ar": f"خيار {place} {number}", "en": f"Choice {place} of {number}"
                         + (" and much more" if long and place == right_at(number) else "")},
                "why": {"ar": f"سبب {place} {number}", "en": f"Reason {place} of {number}"},
                "right": place == right_at(number),
            }
            for place in range(4)
        ]  # fmt: skip

    def add(questions: list[Any]) -> None:
        first = questions[0]
        questions.clear()
        for number in range(count):
            own = {"id": f"empathy.q{number:02d}", "options": options(number)}
            questions.append({**first, **own})

    change(folder, QUESTIONS, add)


def test_a_favourite_place_of_the_key_is_found(folder: Path) -> None:
    many_singles(folder, 10, lambda number: 1 if number < 5 else number % 4, long=False)
    assert "key_position" in codes(folder)
    many_singles(folder, 10, lambda number: number % 4, long=False)
    assert "key_position" not in codes(folder)


def test_a_key_that_is_the_longest_option_is_found(folder: Path) -> None:
    many_singles(folder, 10, lambda number: number % 4, long=True)
    assert "right_is_longest" in codes(folder)


def test_questions_alike_but_for_names_and_numbers_are_found(folder: Path) -> None:
    def alike(questions: Any) -> None:
        for number, name in ((0, "Reem"), (8, "Shehri")):
            questions[number]["context"]["en"] = f"{name} has waited {number + 3} days for order"

    change(folder, QUESTIONS, alike)
    change(folder, QUESTIONS, lambda q: q[8]["stem"].update(en=q[0]["stem"]["en"]))
    found = [fault for fault in check(folder) if fault.code == "alike_question"]
    assert any(fault.params["lang"] == "en" for fault in found)


def test_explanations_that_come_twice_are_found_with_both_places(folder: Path) -> None:
    def twice(questions: Any) -> None:
        for number in (0, 2):
            name = "options" if number == 0 else "why_true"
            why = {"ar": "يسأل عن الرقم قبل أن يسمع", "en": "It asks for the number before hearing"}
            if name == "options":
                questions[number]["options"][1]["why"] = why
            else:
                questions[number]["why_true"] = why

    change(folder, QUESTIONS, twice)
    found = [fault for fault in check(folder) if fault.code == "alike_explanation"]
    told = [sentence(fault, "en") for fault in found]
    assert any(f"{QUESTIONS}:" in one.split("like the one in")[1] for one in told)


def test_misspelt_words_are_asked_of_the_caller_and_only_for_our_own_words(folder: Path) -> None:
    asked: list[str] = []

    def misspelt(text: str, language: str) -> list[str]:
        asked.append(text)
        return ["Empathy"] if language == "en" and text == "Empathy" else []

    found = [fault for fault in faults(folder, misspelt=misspelt) if fault.code == "misspelt"]
    assert [(fault.file, fault.params["word"]) for fault in found] == [
        ("empathy/module.yml", "Empathy")
    ]
    assert "Calm down" not in asked  # a phrase to drop
    assert "My order is late." not in asked  # a customer's words
    assert "Echoes it" in asked


def test_shipped_modules_must_hold_enough(folder: Path) -> None:
    told = {
        (fault.params["what"], fault.params["count"])
        for fault in faults(folder, shipped=True)
        if fault.code == "too_few"
    }
    assert told == {
        ("lessons", 2), ("questions", 16), ("scenarios", 1), ("drills", 2), ("cards", 3),
        ("nodes", 3),
    }  # fmt: skip


def test_a_key_that_stands_twice_is_found(folder: Path) -> None:
    file = folder / "empathy" / "module.yml"
    file.write_text(file.read_text("utf-8") + "skill: other\n", "utf-8")
    found = next(fault for fault in faults(folder) if fault.code == "key_twice")
    assert found.line == len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"\xff\xfe\x00", "no_text"), (b"a: [\n", "no_yaml"),
     (b"? {a: 1}\n: 2\n", "no_text"), (b"- 1\n", "value_wrong"),
     (b"x" * 3_000_000, "no_text"), (b"!!python/object:os.system {}\n", "no_text")],
)  # fmt: skip
def test_files_that_are_no_content_are_told(folder: Path, content: bytes, code: str) -> None:
    (folder / "empathy" / "module.yml").write_bytes(content)
    assert code in codes(folder)


def test_an_empty_folder_has_no_modules(tmp_path: Path) -> None:
    assert codes(tmp_path) == {"no_modules"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "nowhere")
    assert (fault.code, fault.params["folder"]) == ("no_folder", str(tmp_path / "nowhere"))


def test_a_file_that_is_no_yaml_is_one_fault_whatever_points_into_it(folder: Path) -> None:
    path = folder / QUESTIONS
    path.write_text(path.read_text("utf-8") + "\n  bad: [", "utf-8")
    assert codes(folder) - {"no_yaml"} <= {"draw_too_large"}


def test_an_id_that_stands_twice_is_told_though_one_of_them_is_broken(folder: Path) -> None:
    def break_and_repeat(questions: Any) -> None:
        questions[1]["id"] = questions[0]["id"]
        del questions[1]["stem"]

    change(folder, QUESTIONS, break_and_repeat)
    assert {"field_missing", "id_twice"} <= codes(folder)


def test_the_command_tells_faults_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder, QUESTIONS, lambda questions: questions[0].pop("stem"))
    before = {file: file.read_bytes() for file in folder.rglob("*.yml")}
    assert command.main(["check", str(folder), "--language", "ar"]) == 1
    told = capsys.readouterr()
    assert f"{QUESTIONS}:1: الحقل" in told.out
    assert {file: file.read_bytes() for file in folder.rglob("*.yml")} == before


def test_the_preview_shows_both_languages_keys_and_nodes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    arguments = ["preview", "empathy", "--folder", str(folder), "--out", str(out)]
    assert command.main(arguments) == 0
    page = out.read_text("utf-8")
    for words in ("أسبوع انتظار", "A week of waiting", "Echoes it", "<code>upset</code>"):
        assert words in page
    assert command.main(["preview", "nosuch", "--folder", str(folder)]) == 1


def test_the_preview_escapes_what_authors_write(folder: Path) -> None:
    from training_modules.preview import page

    change(folder, QUESTIONS, lambda q: q[0]["stem"].update(en="<script>alert(1)</script>"))
    assert "<script>" not in page(read_folder(folder).modules[0], "en")


@pytest.mark.parametrize(
    "written",
    [
        "- &a [*a]\n",
        "- &a0 [x]\n" + "".join(f"- &a{n + 1} [{f'*a{n}, ' * 9}]\n" for n in range(12)),
        "- " + "[" * 100 + "]" * 100,
        "- " + "[" * 5_000 + "]" * 5_000,
        "? [a, b]\n: 1\n",
        "- 2026-99-99\n",
        '- !!int "x"\n',
        "- !!python/object/apply:os.getcwd []\n",
    ],
    ids=range(8),
)
def test_knotted_yaml_is_a_fault_like_any_other(folder: Path, written: str) -> None:
    (folder / "empathy/drills.yml").write_text(written, "utf-8")
    (folder / "empathy/cards.yml").write_text("- 5\n", "utf-8")
    assert {"empathy/drills.yml", "empathy/cards.yml"} <= {one.file for one in faults(folder)}
