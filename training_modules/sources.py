"""YAML files with their lines: what stands where, and every fault with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

Where = tuple[str | int, ...]
LARGEST_FILE = 2_000_000  # bytes
DEEPEST, MOST_PARTS = 30, 200_000  # aliases followed; content needs half of that


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; `code` names the sentence in words/*/content.yml."""

    file: str
    line: int
    code: str
    params: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written; `line` finds a part of it by its field names and positions."""

    file: str
    node: yaml.Node

    def line(self, *where: str | int) -> int:
        """The line of that part, or of the nearest thing around it."""
        node = self.node
        marks = [node.start_mark]
        for name in where:
            inner = _inner(node, name)
            if inner is not None:
                marks.append(inner[0].start_mark)
                node = inner[1]
        return int(marks[-1].line) + 1

    def part(self, name: str | int) -> "Place":
        inner = _inner(self.node, name)
        return Place(self.file, inner[1]) if inner else self

    def fault(self, at: Where, code: str, /, **params: str | int) -> Fault:
        return Fault(self.file, self.line(*at), code, params)


def _inner(node: yaml.Node, name: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """What marks the place of a part, and the part itself."""
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
        return node.value[name], node.value[name]
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == str(name)), None)
    return None


_ID = re.compile(r"""^[\s-]*id:\s*["']?([\w.-]+)""", re.MULTILINE)


class Reading:
    """One pass over a folder; it goes on after a fault, so that all come out at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.broken_ids: set[str] = set()

    def has(self, file: str) -> bool:
        return (self.folder / file).is_file()

    def folders(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        inner = (path for path in self.folder.iterdir() if path.is_dir())
        return sorted(path.name for path in inner if (path / "module.yml").is_file())

    def files(self, folder: str) -> list[str]:
        return [
            path.relative_to(self.folder).as_posix()
            for path in sorted((self.folder / folder).glob("*.yml"))
        ]

    def fault(self, file: str, line: int, code: str, **params: str | int) -> None:
        self.faults.append(Fault(file, line, code, params))

    def one(self, file: str, adapter: TypeAdapter[Any]) -> tuple[Any, Place] | None:
        """A file that is one thing."""
        place = self._place(file)
        return self._read(place, adapter) if place else None

    def each(self, folder: str, adapter: TypeAdapter[Any]) -> Iterator[tuple[Any, Place]]:
        """A folder of files that are one thing each."""
        for file in self.files(folder):
            read = self.one(file, adapter)
            if read:
                yield read

    def listed(self, file: str, adapter: TypeAdapter[Any]) -> list[tuple[Any, Place]]:
        """A file that is a list of things."""
        place = self._place(file)
        if place is None:
            return []
        if not isinstance(place.node, yaml.SequenceNode):
            self.faults.append(place.fault((), "no_list"))
            return []
        parts = [place.part(number) for number in range(len(place.node.value))]
        return [read for part in parts if (read := self._read(part, adapter))]

    def mapped(self, file: str, id_name: str, adapter: TypeAdapter[Any]) -> list[tuple[Any, Place]]:
        """A file that maps ids to things."""
        place = self._place(file)
        if place is None:
            return []
        if not isinstance(place.node, yaml.MappingNode):
            self.faults.append(place.fault((), "no_mapping"))
            return []
        names = [str(key.value) for key, _ in place.node.value]
        reads = (self._read(place.part(name), adapter, {id_name: name}) for name in names)
        return [read for read in reads if read]

    def _place(self, file: str) -> Place | None:
        """The file's outermost node; None where it is no YAML."""
        try:
            node = _compose(self.folder / file)
        except yaml.MarkedYAMLError as error:
            self.broken_ids |= _ids_named_in(self.folder / file)
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.fault(file, line, "no_yaml", problem=str(error.problem))
        except (UnicodeDecodeError, yaml.YAMLError):
            self.fault(file, 1, "no_text")
        except OSError:
            self.fault(file, 1, "unreadable")
        else:
            if node is None:
                self.fault(file, 1, "empty_file")
                return None
            self.faults += _twice(Place(file, node), node)
            return Place(file, node)
        return None

    def _read(
        self, place: Place, adapter: TypeAdapter[Any], known: dict[str, str] | None = None
    ) -> tuple[Any, Place] | None:
        try:
            plain = plain_value(place.node)
        except yaml.YAMLError:
            self.faults.append(place.fault((), "no_text"))
            return None
        except ValueError as error:  # 2026-99-99 looks like a date and is none
            self.faults.append(place.fault((), "value_wrong", where="", problem=str(error)))
            return None
        if isinstance(plain, dict):
            plain |= known or {}
        try:
            return adapter.validate_python(plain, extra="forbid"), place
        except ValidationError as error:
            self.faults += [_fault(place, detail) for detail in error.errors(include_url=False)]
        if isinstance(plain, dict) and isinstance(plain.get("id"), str):
            self.broken_ids.add(plain["id"])
        return None


def _ids_named_in(path: Path) -> set[str]:
    """So that what points to them is no fault of its own."""
    return set(_ID.findall(path.read_text("utf-8", "replace")))


def _compose(path: Path) -> yaml.Node | None:
    text = path.read_bytes()
    if len(text) > LARGEST_FILE:
        raise yaml.YAMLError
    # The C loader: a whole content folder in half a second instead of four.
    try:
        node = yaml.compose(text.decode(), Loader=yaml.CSafeLoader)
    except RecursionError:
        raise yaml.YAMLError from None
    if node is not None:
        _refuse_knots(node)
    return node


def _refuse_knots(node: yaml.Node) -> None:
    """A few lines of aliases can stand for more than any memory holds, or for themselves."""
    left: list[tuple[yaml.Node, int]] = [(node, 0)]
    met = 0
    while left:
        one, depth = left.pop()
        met += 1
        if depth > DEEPEST or met > MOST_PARTS:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=one.start_mark)
        if isinstance(one, yaml.SequenceNode):
            left += [(inner, depth + 1) for inner in one.value]
        elif isinstance(one, yaml.MappingNode):
            left += [(inner, depth + 1) for pair in one.value for inner in pair]


def plain_value(node: yaml.Node) -> Any:
    """The node as text, numbers, lists and mappings; nothing else is ever made from a file."""
    loader = yaml.SafeLoader("")
    return loader.construct_document(node)


def _twice(place: Place, node: yaml.Node) -> Iterator[Fault]:
    """Keys that stand twice in one mapping, of which YAML would silently keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _twice(place, inner)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                line = int(key.start_mark.line) + 1
                yield Fault(place.file, line, "key_twice", {"key": str(key.value)})
            seen.add(str(key.value))
            yield from _twice(place, value)


def _fault(place: Place, detail: Any) -> Fault:
    where: Where = detail["loc"]
    code, params = _sentence_of(detail)
    return place.fault(where, code, where=_spelt(where), **params)


def _sentence_of(detail: Any) -> tuple[str, dict[str, str | int]]:
    match detail["type"]:
        case "missing":
            return "field_missing", {}
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "field_unknown", {}
        case "union_tag_invalid" | "union_tag_not_found":
            return "type_unknown", {"known": detail["ctx"].get("expected_tags", "")}
        case "literal_error":
            return "value_unknown", {"known": detail["ctx"]["expected"]}
        case _:
            return "value_wrong", {"problem": detail["msg"]}


def _spelt(where: Sequence[str | int]) -> str:
    """ "options.2.why" is the second option's, as people count."""
    return ".".join(str(name + 1) if isinstance(name, int) else name for name in where)
