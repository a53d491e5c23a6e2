"""The text of one generated function: how facts are taken, derived, matched and kept.

The source text holds only names that this module invents; every value travels in the
namespace.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from govcoord.numerals import LARGEST
from govcoord.rules.cells import Axis, OrderedAxis, SetAxis, ValueAxis
from govcoord.rules.expressions.code import NONE, ExpressionCode
from govcoord.rules.program import Fact, MatchStep, TablePart, owner
from govcoord.rules.resolve import Status
from govcoord.rules.tables import FactRef
from govcoord.rules.vocabulary import Attribute, Type

if TYPE_CHECKING:
    from govcoord.rules.compile import CodeMaker

Key = tuple[str, Attribute | str]
"""What a key gives: ("attribute", it), ("record", kind) or ("id", anything)."""


class Code:
    """The text of one function and the namespace it runs in."""

    def __init__(self, maker: CodeMaker) -> None:
        self.maker = maker
        self.lines: list[str] = []
        self.names: dict[str, Any] = {
            "new": object.__new__,
            "bisect_left": bisect_left,
            "bisect_right": bisect_right,
            "date": date,
            "FactRef": FactRef,
            "UNDETERMINED": Status.UNDETERMINED,
        }
        self.known: dict[Fact, str] = {}
        """Local names of facts that may hold a value; others are missing."""
        self.sure: set[Fact] = set()
        """Facts whose local name never holds ``None``."""
        self.lists: dict[str, str] = {}
        self.set_entries: dict[Fact, str] = {}
        self.marks: list[str] = []
        self.count = 0

    def line(self, text: str, depth: int = 1) -> None:
        self.lines.append("    " * depth + text)

    def constant(self, value: Any) -> str:
        self.count += 1
        name = f"c{self.count}"
        self.names[name] = value
        return name

    def fresh(self, prefix: str = "t") -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def compile(self, name: str) -> Any:
        exec(compile("\n".join(self.lines), "<govcoord>", "exec"), self.names)
        return self.names[name]

    # facts as given

    def take(self, name: str, attribute: Attribute, depth: int = 1) -> None:
        """Check and convert the given value in the local ``name``."""
        fact = (attribute.record, attribute.id)
        kind = attribute.type
        if kind is Type.SET:
            memo = self.maker.set_memo(attribute)
            entries, miss = self.constant(memo.memo.get), self.constant(memo.miss)
            convert = self.constant(self.maker.converter(attribute))
            listed = f"{name}.__class__ is not list and {name}.__class__ is not tuple"
            self.line(f"if {listed}: {name} = {convert}({name})", depth)
            self.line(f"{name} = tuple({name})", depth)
            self.line(f"{name}s = {entries}({name}) or {miss}({name})", depth)
            self.line(f"{name} = {name}s[0]", depth)
            self.set_entries[fact] = f"{name}s"
        elif kind is Type.CHOICE:
            assert attribute.choices is not None
            words = self.constant(attribute.choices.words)
            self.line(f"{name} = {words}[{name}]", depth)
        else:
            self._take_plain(name, attribute, depth)
        self.known[fact] = name
        if depth == 1:
            self.sure.add(fact)

    def _take_plain(self, name: str, attribute: Attribute, depth: int) -> None:
        convert = self.constant(self.maker.converter(attribute))
        others = {
            Type.BOOLEAN: f"{name} is not True and {name} is not False",
            Type.DATE: f"{name}.__class__ is not date",
            # what is not ASCII may hold half a character, which nothing can write
            Type.TEXT: f"{name}.__class__ is not str or not {name}.isascii()",
        }
        guard = others.get(attribute.type, f"{name}.__class__ is not int")
        number = attribute.type not in others
        for bound, op, end in ((attribute.min, "<", -LARGEST), (attribute.max, ">", LARGEST)):
            if bound is not None or number:
                guard += f" or {name} {op} {self.constant(end if bound is None else bound)}"
        self.line(f"if {guard}: {name} = {convert}({name})", depth)

    def take_records(self, name: str, kind: str, depth: int = 1) -> None:
        """Read each record of the list in the local ``name`` into its slots."""
        shapes = self.maker.record_shapes[kind]
        known, find = self.constant(shapes.functions.get), self.constant(shapes.find)
        listed = f"{name}.__class__ is not list and {name}.__class__ is not tuple"
        self.line(f"if {listed}: raise TypeError", depth)
        self.line(f"{name} = [({known}(tuple(r)) or {find}(r))(r) for r in {name}]", depth)
        self.lists[kind] = name

    def unpack(self, keys: Sequence[Key], source: str) -> None:
        """Take the values of a mapping that gives just ``keys``, in this order."""
        names = [f"v{n}" for n in range(len(keys))]
        if names:
            comma = "," if len(names) == 1 else ""
            self.line(f"{', '.join(names)}{comma} = {source}.values()")
        for name, (what, attribute) in zip(names, keys):
            self._take_key(name, what, attribute, 1)

    def look_up(self, keys: Sequence[Key], source: str) -> None:
        """Take from a mapping by id what it has of ``keys``; the rest is missing."""
        for number, (what, attribute) in enumerate(keys):
            name = f"v{number}"
            key = attribute if isinstance(attribute, str) else attribute.id
            if what == "record":
                key = self.maker.vocabulary.records[key].key
            self.line(f"{name} = {source}.get({self.constant(key)})")
            self.line(f"if {name} is not None:")
            self._take_key(name, what, attribute, 2)
            self.line("pass", 2)

    def _take_key(self, name: str, what: str, attribute: Attribute | str, depth: int) -> None:
        if isinstance(attribute, Attribute):
            self.take(name, attribute, depth)
        elif what == "record":
            self.take_records(name, attribute, depth)

    # derived facts

    def derive(self, attribute: Attribute) -> None:
        """Compute a derived attribute of the case or of each record."""
        assert attribute.derive is not None
        fact = (attribute.record, attribute.id)
        names = {id_: name for (kind, id_), name in self.known.items() if kind is None}
        sure = {self.known[one] for one in self.sure if one[0] is None and one in self.known}
        if attribute.record is None:
            writer = ExpressionCode(self, names, sure)
            writer.prepare(attribute.derive, 1)
            name = writer.value(attribute.derive, 1)
            if name != NONE:
                self.known[fact] = name
                if name in writer.sure:
                    self.sure.add(fact)
            return
        rows = self.lists.get(attribute.record)
        if rows is None:
            return
        slots = self.maker.program.record_slots[attribute.record]
        writer = ExpressionCode(self, {**names, **_slot_names(slots)}, sure)
        writer.prepare(attribute.derive, 1)
        self.line(f"for r in {rows} or ():")
        name = writer.value(attribute.derive, 2)
        self.line(f"r[{self.maker.slots[fact]}] = {name}", 2)

    # matching

    def match_case(self, step: MatchStep) -> None:
        """Match the tables of a step against the facts of the case."""
        certain, possible = self._case_masks(step)
        mark = self.fresh("m")
        self.line(f"{mark} = ({certain}, {possible})")
        self.marks.append(mark)
        for part in step.parts:
            for fact, code in self._outputs(step, part, certain, possible, self.known):
                name = self.fresh("o")
                self.line(f"{name} = {code}")
                self.known[fact] = name

    def _case_masks(self, step: MatchStep) -> tuple[str, str]:
        """Locals with the masks after all facts of the case; fields of records are left out."""
        number = self.maker.program.matches.index(step)
        sure, certain, possible = [], step.cells.full, step.cells.full
        dynamic: list[tuple[Fact, Axis]] = []
        for id_, axis in step.cells.axes.items():
            fact = owner(id_, self.maker.vocabulary, step.scope)
            if fact[0] is not None:
                continue
            if fact in self.sure:
                sure.append(self._look_up(axis, fact, self.known[fact], number))
            elif fact in self.known:
                dynamic.append((fact, axis))
            else:
                certain &= axis.missing.certain
                possible &= axis.missing.possible
        t, q = self.fresh("t"), self.fresh("q")
        same = certain == possible
        if sure:
            self.line(f"{t} = {' & '.join(sure)}")
            if not same:
                self.line(f"{q} = {t} & {self.constant(possible)}")
            if certain != step.cells.full:
                self.line(f"{t} &= {self.constant(certain)}")
        else:
            self.line(f"{t} = {self.constant(certain)}")
            if not same:
                self.line(f"{q} = {self.constant(possible)}")
        if same:
            self.line(f"{q} = {t}")
        for fact, axis in dynamic:
            self._meet(t, q, axis, fact, self.known[fact], number, 1)
        return t, q

    def _meet(
        self, t: str, q: str, axis: Axis, fact: Fact, name: str, number: int, depth: int
    ) -> None:
        self.line(f"if {name} is None:", depth)
        self.line(f"{t} &= {self.constant(axis.missing.certain)}", depth + 1)
        self.line(f"{q} &= {self.constant(axis.missing.possible)}", depth + 1)
        self.line("else:", depth)
        self.line(f"x = {self._look_up(axis, fact, name, number)}", depth + 1)
        self.line(f"{t} &= x", depth + 1)
        self.line(f"{q} &= x", depth + 1)

    def _look_up(self, axis: Axis, fact: Fact, name: str, number: int) -> str:
        if isinstance(axis, ValueAxis):
            if axis.other is not None:
                return f"{self.constant(axis.cells)}.get({name}, {self.constant(axis.other)})"
            if axis.cells.keys() == {True, False}:
                yes, no = self.constant(axis.cells[True]), self.constant(axis.cells[False])
                return f"({yes} if {name} else {no})"
            return f"{self.constant(axis.cells)}[{name}]"
        if isinstance(axis, OrderedAxis):
            parts = []
            if axis.before:
                parts.append(f"bisect_right({self.constant(axis.before)}, {name})")
            if axis.after:
                parts.append(f"bisect_left({self.constant(axis.after)}, {name})")
            return f"{self.constant(axis.masks)}[{' + '.join(parts) or '0'}]"
        assert isinstance(axis, SetAxis)
        kind, id_ = fact
        attribute = self.maker.vocabulary.attribute(id_, kind)
        assert attribute is not None
        memo = self.maker.set_memo(attribute)
        at = memo.position[number]
        if fact in self.set_entries:
            return f"{self.set_entries[fact]}[{at}]"
        entries, miss = self.constant(memo.memo.get), self.constant(memo.miss)
        return f"({entries}({name}) or {miss}({name}))[{at}]"

    def match_records(self, step: MatchStep, kind: str) -> None:
        """Match the tables of a step against each record."""
        mark = self.fresh("m")
        self.marks.append(mark)
        rows = self.lists.get(kind)
        if rows is None:
            self.line(f"{mark} = None")
            return
        number = self.maker.program.matches.index(step)
        case_t, case_q = self._case_masks(step)
        self.line(f"{mark} = []")
        self.line(f"for r in {rows} or ():")
        self.line(f"t = {case_t}; q = {case_q}", 2)
        slots = self.maker.program.record_slots[kind]
        local: dict[Fact, str] = {(kind, a.id): f"r[{n}]" for n, a in enumerate(slots)}
        for id_, axis in step.cells.axes.items():
            fact = owner(id_, self.maker.vocabulary, kind)
            if fact[0] is not None:
                self.line(f"f = {local[fact]}", 2)
                self._meet("t", "q", axis, fact, "f", number, 2)
        self.line(f"{mark}.append((t, q))", 2)
        for part in step.parts:
            outputs = self._outputs(step, part, "t", "q", {**self.known, **local}, depth=2)
            for fact, code in outputs:
                self.line(f"{local[fact]} = {code}", 2)
        self.line(f"{mark} = None if {rows} is None else tuple({mark})")

    def _outputs(
        self,
        step: MatchStep,
        part: TablePart,
        t: str,
        q: str,
        known: Mapping[Fact, str],
        depth: int = 1,
    ) -> list[tuple[Fact, str]]:
        """Facts of a table that later steps read, each with the code that gives it."""
        table = part.table
        wanted = [
            (number, (step.scope, output.attribute))
            for number, output in enumerate(table.outputs)
            if output.attribute and (step.scope, output.attribute) in self.maker.needed_later
        ]
        status = (step.scope, table.status) if table.status else None
        if status not in self.maker.needed_later:
            status = None
        if not wanted and status is None:
            return []
        verdict = self.fresh("y")
        run, shift = self.constant(part.resolver.verdict), self.constant(part.offset)
        mask = self.constant(part.mask)
        self.line(f"{verdict} = {run}(({t} >> {shift}) & {mask}, ({q} >> {shift}) & {mask})", depth)
        out: list[tuple[Fact, str]] = []
        for number, fact in wanted:
            code = f"{verdict}.values[{number}]"
            copied = _copied(part, number)
            if copied:
                names = {
                    attribute: known.get(
                        owner(attribute, self.maker.vocabulary, step.scope), "None"
                    )
                    for attribute in copied
                }
                pairs = ", ".join(f"{self.constant(a)}: {name}" for a, name in names.items())
                code = f"({{{pairs}}}[{code}.attribute] if {code}.__class__ is FactRef else {code})"
            out.append((fact, code))
        if status is not None:
            code = f"(None if {verdict}.status is UNDETERMINED else {verdict}.status.value)"
            out.append((status, code))
        return out

    def finish(self) -> None:
        """Emit the return of the decision."""
        program = self.maker.program
        values = [self.known.get((None, a.id), "None") for a in program.case_slots]
        lists = []
        for kind in program.record_slots:
            name = self.lists.get(kind)
            rows = f"None if {name} is None else tuple([tuple(r) for r in {name}])"
            lists.append(rows if name else "None")
        made, put = self.constant(self.maker.decision), self.constant(self.maker.put_state)
        state = (_tuple(values), _tuple(lists), _tuple(self.marks))
        self.line(f"decision = new({made})")
        self.line(f"{put}(decision, (plan, {', '.join(state)}))")
        self.line("return decision")


def _tuple(items: Sequence[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _copied(part: TablePart, number: int) -> list[str]:
    said = {answer[number] for answer in part.resolver.answers}
    return sorted(value.attribute for value in said if isinstance(value, FactRef))


def _slot_names(slots: Sequence[Attribute]) -> dict[str, str]:
    return {a.id: f"r[{n}]" for n, a in enumerate(slots)}
