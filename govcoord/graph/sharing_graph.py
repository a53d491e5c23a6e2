"""Who may get which data from whom: providers, recipients, approvals, what is open and what not.

The answers are those of the plan's own tables, asked for every class, recipient and purpose;
what further facts would have to settle stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from govcoord.graph.draw import Edge, Graph, Node
from govcoord.graph.sharing_words import TEXTS, report
from govcoord.mechanisms.said import phrase
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.data_sharing.answer import AnswerView
from govcoord.rules.kinds.data_sharing.model import SharingCell, sharing_model
from govcoord.rules.kinds.data_sharing.tables import (
    CLASS,
    FIELDS,
    GRADES,
    PURPOSE,
    RECIPIENT,
    DataClass,
)
from govcoord.rules.vocabulary import Type

Need = tuple[str, str, str]
"""A recipient, a class of data, a purpose."""


@frozen
class Path:
    """The cheapest way for a recipient to a class of data: a purpose with fewest approvals."""

    recipient: str
    data: str
    provider: str | None
    purpose: str
    approvals: int
    mode: str | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "recipient": self.recipient, "data": self.data, "provider": self.provider,
            "purpose": self.purpose, "approvals": self.approvals, "mode": self.mode,
        }  # fmt: skip


@frozen
class Opening:
    """What one more fact of every case would open: the needs that are met then and not before."""

    fact: str
    opens: tuple[Need, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"fact": self.fact, "opens": [list(need) for need in self.opens]}


@frozen
class Coverage:
    """How many departments, and how many classes of each grade, take part, of how many.

    ``providing`` and ``receiving`` count departments, ``catalogued`` and ``reachable`` classes
    by grade. Reachable is a class that some other department gets for some purpose.
    """

    departments: int
    providing: int
    receiving: int
    classes: int
    catalogued: Mapping[str, int]
    reachable: Mapping[str, int]

    def rates(self) -> dict[str, Fraction | None]:
        """The shares of all departments and classes; ``None`` where there are none to take part."""
        parts = {
            "providing": (self.providing, self.departments),
            "receiving": (self.receiving, self.departments),
            "catalogued": (sum(self.catalogued.values()), self.classes),
            "reachable": (sum(self.reachable.values()), self.classes),
        }
        return {name: Fraction(n, of) if of else None for name, (n, of) in parts.items()}


@frozen
class Sharing:
    """The answers for every class, recipient and purpose, and what follows from them."""

    plan: Plan = field(repr=False)
    cells: tuple[SharingCell, ...] = field(repr=False)
    classes: tuple[DataClass, ...] = field(repr=False)
    needs: frozenset[Need] | None
    openings: tuple[Opening, ...]

    def answer(self, recipient: str, data: str, purpose: str) -> SharingCell | None:
        """The answer to one need; ``None`` where nobody was asked (the provider itself)."""
        return self._by_need.get((recipient, data, purpose))

    _by_need: Mapping[Need, SharingCell] = field(init=False, eq=False, repr=False)

    @_by_need.default
    def _indexed(self) -> Mapping[Need, SharingCell]:
        return {need_of(cell): cell for cell in self.cells}

    @property
    def granted(self) -> frozenset[Need]:
        """The needs that are met, with or without approvals."""
        return frozenset(need_of(cell) for cell in self.cells if is_granted(cell))

    @property
    def open(self) -> frozenset[Need]:
        """The needs that further facts have to settle."""
        return frozenset(need_of(cell) for cell in self.cells if cell.answer is None)

    def paths(self) -> tuple[Path, ...]:
        """For each recipient and class that it can get, the way with fewest approvals."""
        best: dict[tuple[str, str], SharingCell] = {}
        for cell in filter(is_granted, self.cells):
            known = best.get((cell.recipient, cell.data))
            if known is None or (cell.approvals or 0) < (known.approvals or 0):
                best[cell.recipient, cell.data] = cell
        return tuple(
            Path(c.recipient, c.data, c.provider, c.purpose, c.approvals or 0, c.mode)
            for _, c in sorted(best.items())
        )

    def unreachable(self) -> tuple[tuple[str, str], ...]:
        """Recipients and classes that are refused for every purpose.

        Where needs are given, only those that are needed, for the purposes that are.
        """
        maybe = self.granted | self.open
        if self.needs is not None:
            maybe &= self.needs
        reached = {(recipient, data) for recipient, data, _ in maybe}
        asked = self.needs if self.needs is not None else self._by_need
        pairs = {(recipient, data) for recipient, data, _ in asked}
        own = {(data.provider, data.id) for data in self.classes}
        return tuple(sorted(pairs - reached - own))

    def unmet(self) -> tuple[Need, ...]:
        """The needs that are given and not met."""
        own = {(data.provider, data.id) for data in self.classes}
        wanted = (n for n in self.needs or () if n[:2] not in own)
        return tuple(sorted(set(wanted) - self.granted))

    def over_broad(self) -> tuple[Need, ...]:
        """What is granted though no need asks for it; nothing where no needs are given."""
        if self.needs is None:
            return ()
        return tuple(sorted(self.granted - self.needs))

    def to_all(self) -> tuple[str, ...]:
        """Classes that every department gets for some purpose without any approval."""
        free: dict[str, set[str]] = {}
        for cell in filter(is_granted, self.cells):
            if cell.approvals == 0:
                free.setdefault(cell.data, set()).add(cell.recipient)
        every = self.plan.vocabulary.departments.ids
        own = {data.id: data.provider for data in self.classes}
        return tuple(sorted(d for d, got in free.items() if got | {own.get(d)} >= every))

    def coverage(self, departments: int | None = None, classes: int | None = None) -> Coverage:
        """Who takes part, of all departments and classes of the vocabulary, or of so many."""
        choices = self.plan.vocabulary.attributes.get(CLASS)
        listed = len(choices.choices.items) if choices is not None and choices.choices else 0
        reached = {data for _, data, _ in self.granted}
        return Coverage(
            len(self.plan.vocabulary.departments.items) if departments is None else departments,
            len({data.provider for data in self.classes}),
            len({recipient for recipient, _, _ in self.granted}),
            listed if classes is None else classes,
            Counter(data.grade for data in self.classes),
            Counter(data.grade for data in self.classes if data.id in reached),
        )

    def picture(self, language: str = "en") -> Graph:
        """From providers over classes, coloured by grade, to recipients; thick by purposes.

        Classes that all get alike lead to one node in place of all of them.
        """
        return _picture(self, language)

    def lines(self, language: str = "en") -> Iterator[str]:
        """What was found, a line each."""
        return report(self, language)

    def to_text(self, language: str = "en") -> str:
        """What was found, in words."""
        return "\n".join(self.lines(language)) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        covered = self.coverage()
        rates = {name: None if r is None else str(r) for name, r in covered.rates().items()}
        return {
            "granted": sorted(map(list, self.granted)),
            "open": sorted(map(list, self.open)),
            "paths": [path.to_dict() for path in self.paths()],
            "unreachable": [list(pair) for pair in self.unreachable()],
            "unmet": [list(need) for need in self.unmet()],
            "over_broad": None if self.needs is None else [list(n) for n in self.over_broad()],
            "to_all": list(self.to_all()),
            "openings": [opening.to_dict() for opening in self.openings],
            "coverage": {"rates": rates, "catalogued": dict(covered.catalogued),
                         "reachable": dict(covered.reachable)},
        }  # fmt: skip


def need_of(cell: SharingCell) -> Need:
    """The recipient, class and purpose of a cell."""
    return cell.recipient, cell.data, cell.purpose


def is_granted(cell: SharingCell) -> bool:
    """Whether data may be had, with approvals or without."""
    return cell.answer in ("shared", "conditional")


def sharing(
    plan: Plan,
    *,
    assumed: Mapping[str, Any] | None = None,
    needs: Iterable[Need] | None = None,
) -> Sharing:
    """Who may get which data from whom under a plan.

    ``assumed`` are facts of every case, such as ``{"data_consent": True}``. ``needs`` are
    recipients, classes and purposes by id; with them it is said which are not met, and what is
    granted without any. One more fact is each yes/no fact that the rules ask and that is not
    assumed.

    >>> import govcoord
    >>> found = sharing(govcoord.load_plan())
    >>> [(opening.fact, len(opening.opens) > 100) for opening in found.openings]
    [('data_consent', True), ('data_legal_duty', True)]
    """
    view = plan.views.get("data_answer")
    classes = view.classes if isinstance(view, AnswerView) else ()
    cells = tuple(sharing_model(plan, assumed))
    before = {need_of(cell) for cell in cells if is_granted(cell)}
    openings = []
    for fact in _open_facts(plan, assumed or {}) if cells else ():
        then = sharing_model(plan, {**(assumed or {}), fact: True})
        opens = sorted({need_of(cell) for cell in then if is_granted(cell)} - before)
        if opens:
            openings.append(Opening(fact, tuple(opens)))
    openings.sort(key=lambda opening: (-len(opening.opens), opening.fact))
    wanted = None if needs is None else frozenset(needs)
    return Sharing(plan, cells, tuple(classes), wanted, tuple(openings))


def _open_facts(plan: Plan, assumed: Mapping[str, Any]) -> list[str]:
    """The yes/no facts of a case that the tables of sharing test and nobody has given."""
    asked = {CLASS, FIELDS, PURPOSE, RECIPIENT}
    attributes = plan.vocabulary.attributes
    table = next((table for table in plan.tables if table.id == "data_sharing"), None)
    return sorted(
        name
        for name in (table.inputs if table is not None else ())
        if name in attributes
        and attributes[name].is_given
        and attributes[name].type is Type.BOOLEAN
        and name not in asked
        and name not in assumed
    )


def _picture(found: Sharing, language: str) -> Graph:
    vocabulary = found.plan.vocabulary
    label = vocabulary.departments.label
    titles, grades = vocabulary.attributes.get(CLASS), vocabulary.choices.get(GRADES)
    named = titles.choices if titles is not None else None
    every = set(vocabulary.departments.ids)
    times: dict[tuple[str, str], int] = Counter((data, who) for who, data, _ in found.granted)
    best = {(path.data, path.recipient): path for path in found.paths()}
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for data in found.classes:
        source, middle = f"p:{data.provider}", f"d:{data.id}"
        nodes[source] = Node(id=source, label=label(data.provider, language))
        title = named.label(data.id, language) if named else data.id
        nodes[middle] = Node(id=middle, label=title, group=data.grade)
        edges.append(Edge(source=source, target=middle))
        got = [who for kind, who in times if kind == data.id]
        alike = {(times[data.id, who], best[data.id, who].approvals) for who in got}
        all_alike = len(alike) == 1 and {*got, data.provider} >= every
        for who in ["*"] if all_alike else sorted(got):
            said = phrase(TEXTS, "all", language) if all_alike else label(who, language)
            path = best[data.id, got[0] if all_alike else who]
            target = f"r:{who}"
            nodes[target] = Node(id=target, label=said)
            kind = "free" if path.approvals == 0 else "approved"
            mark = str(path.approvals)
            edges.append(Edge(source=middle, target=target, kind=kind, label=mark,
                              weight=times[data.id, path.recipient]))  # fmt: skip
    return Graph(
        title=phrase(TEXTS, "title", language),
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        groups=tuple((g.id, g.label(language)) for g in grades.items) if grades else (),
        kinds=tuple((k, phrase(TEXTS, f"kind.{k}", language)) for k in ("free", "approved")),
        weight=phrase(TEXTS, "weight", language),
        layout="layered",
        language=language,
    )
