"""Who can ever be liable with whom, for what; and instructions that ask for no answer.

What is said is proved on regions of cases: a ground *can stand* where some case makes it hold
and no exemption covers all of it; two grounds can stand *together* where what they ask of the
case does not exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from govcoord.graph.accountability_words import TEXTS, report
from govcoord.graph.draw import Edge, Graph, Node
from govcoord.graph.responsibility_graph import Responsibility, responsibility
from govcoord.graph.responsibility_regions import Regions
from govcoord.mechanisms.relay import Hop
from govcoord.mechanisms.said import phrase
from govcoord.rules.checks.base import BudgetError
from govcoord.rules.checks.grid import Cube
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import lead_responsibility as lead_kind
from govcoord.rules.kinds.accountability import liability
from govcoord.rules.tables import TableRule

LINKS: Final = ("request", "refer", "relay")
"""Kinds of instruction: the lead asks who supports it; an unsettled lead is referred to a body;
a department passes a warning on."""


@frozen
class Ground:
    """A ground of liability: the side, whether it can ever stand, and a case in which it does."""

    rule: TableRule = field(repr=False)
    side: str
    can_stand: bool
    case: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"rule": self.rule.id, "side": self.side, "can_stand": self.can_stand,
                "case": self.case}  # fmt: skip


@frozen
class Together:
    """A lead and a supporting department that can be liable in one case.

    ``values`` are the attributes and values of the cases, ``grounds`` pairs of ids of grounds,
    the lead's first.
    """

    lead: str
    other: str
    values: tuple[tuple[str, str], ...]
    grounds: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"lead": self.lead, "other": self.other, "values": [list(v) for v in self.values],
                "grounds": [list(pair) for pair in self.grounds]}  # fmt: skip


@frozen
class Link:
    """An instruction from one department to another.

    ``values`` are the cases it is for (none for a relay). ``answer`` says what makes the other
    answer: grounds that hold it to account, or the time it has; empty: nothing does.
    """

    source: str
    target: str
    kind: str
    values: tuple[tuple[str, str], ...] = ()
    answer: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"source": self.source, "target": self.target, "kind": self.kind,
                "values": [list(v) for v in self.values], "answer": list(self.answer)}  # fmt: skip


@frozen
class Accountability:
    """Grounds, who can be liable together, and the links of instruction.

    ``complete`` tells whether all regions were looked at within the budget.
    """

    plan: Plan = field(repr=False)
    grounds: tuple[Ground, ...]
    together: tuple[Together, ...]
    links: tuple[Link, ...]
    complete: bool = True

    @property
    def unanswered(self) -> tuple[Link, ...]:
        """The instructions that nothing makes the other answer: the missing return edges."""
        return tuple(link for link in self.links if not link.answer)

    def picture(self, language: str = "en") -> Graph:
        """The links, with missing return edges broken, thick by the number of matters."""
        label = self.plan.vocabulary.departments.label
        joint = {(one.lead, one.other): one for one in self.together}
        edges: list[Edge] = []
        for link in self.links:
            pairs = joint[link.source, link.target].grounds if (
                link.kind == "request" and (link.source, link.target) in joint) else ()  # fmt: skip
            note = ", ".join(" + ".join(pair) for pair in pairs)
            edges.append(Edge(source=link.source, target=link.target, kind=link.kind,
                              weight=len(link.values) or None, note=note))  # fmt: skip
            if not link.answer:
                edges.append(Edge(source=link.target, target=link.source, kind=link.kind,
                                  missing=True))  # fmt: skip
        used = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
        leads = {one.lead for one in self.together}
        return Graph(
            title=phrase(TEXTS, "title", language),
            nodes=tuple(
                Node(id=id_, label=label(id_, language), group="lead" if id_ in leads else "other")
                for id_ in used
            ),
            edges=tuple(edges),
            groups=tuple((g, phrase(TEXTS, f"group.{g}", language)) for g in ("lead", "other")),
            kinds=tuple((kind, phrase(TEXTS, f"kind.{kind}", language)) for kind in LINKS),
            weight=phrase(TEXTS, "weight", language),
            layout="ring",
            language=language,
        )

    def lines(self, language: str = "en") -> Iterator[str]:
        """What was found, a line each."""
        return report(self, language)

    def to_text(self, language: str = "en") -> str:
        """What was found, in words."""
        return "\n".join(self.lines(language)) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "grounds": [one.to_dict() for one in self.grounds],
            "together": [one.to_dict() for one in self.together],
            "links": [one.to_dict() for one in self.links],
            "unanswered": [one.to_dict() for one in self.unanswered],
            "complete": self.complete,
        }


def accountability(plan: Plan, by: Sequence[str] | None = None) -> Accountability:
    """Who can ever be liable with whom, for what, under a plan.

    ``by`` are the attributes whose values are looked at (see `responsibility`); left out, the
    first of those on which the lead depends most.

    >>> import govcoord
    >>> found = accountability(govcoord.load_plan())
    >>> [ground.rule.id for ground in found.grounds if not ground.can_stand]
    []
    """
    names = responsibility(plan).attributes[:1] if by is None else by
    duties = responsibility(plan, names)
    table = next((table for table in plan.tables if table.id == liability.TABLE), None)
    study = _Study(plan, Regions(plan, table)) if table is not None else None
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for value, lead, other in _sides(duties):
        pairs.setdefault((lead, other), []).append(value)
    together: list[Together] = []
    links: list[Link] = []
    for (lead, other), values in sorted(pairs.items()):
        found = {v: study.pairs(lead, other, v) if study else () for v in values}
        both = tuple(v for v in values if found[v])
        if both:
            grounds = tuple(dict.fromkeys(pair for v in both for pair in found[v]))
            together.append(Together(lead, other, both, grounds))
        held = [set(study.of(other, "coordinating", v)) if study else set() for v in values]
        answer = tuple(sorted(set.intersection(*held)))
        links.append(Link(lead, other, "request", tuple(values), answer))
    links += [*_referred(plan, duties), *_relayed(plan)]
    grounds_found = study.grounds() if study else ()
    complete = study.complete if study else True
    return Accountability(plan, grounds_found, tuple(together), tuple(links), complete)


def _sides(duties: Responsibility) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Every value with a lead that its cases may have, and a department beside it."""
    roles: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in duties.holdings:
        roles.setdefault((one.attribute, one.value), {}).setdefault(one.role, []).append(
            one.department
        )
    for value, by_role in roles.items():
        for lead in by_role.get("lead", ()):
            yield from ((value, lead, o) for o in by_role.get("support", ()) if o != lead)


def _referred(plan: Plan, duties: Responsibility) -> Iterator[Link]:
    """From those who may both lead, to the body that settles it; a time to decide is an answer."""
    table = next((table for table in plan.tables if table.id == lead_kind.REFERRAL), None)
    rules = table.rules if table is not None else ()
    rule = next((rule for rule in rules if rule.values.get("ground") == "conflict"), None)
    if rule is None:
        return
    within = (rule.id,) if rule.values.get("within") is not None else ()
    body = rule.values[lead_kind.REFERRED]
    for department in sorted({d for overlap in duties.overlaps for d in overlap.departments}):
        if department != body:
            yield Link(department, body, "refer", answer=within)


def _relayed(plan: Plan) -> Iterator[Link]:
    """The hops along which warnings are passed on; a hop back is an answer."""
    chains = {id_: getattr(one, "rule", None) for id_, one in plan.mechanisms.items()}
    hops = [
        (id_, hop)
        for id_, chain in chains.items()
        if isinstance(chain, tuple)
        for hop in chain
        if isinstance(hop, Hop)
    ]
    ways = {(hop.sender, hop.receiver) for _, hop in hops}
    for id_, hop in hops:
        back = (id_,) if (hop.receiver, hop.sender) in ways else ()
        yield Link(hop.sender, hop.receiver, "relay", answer=back)


class _Study:
    """The grounds of a plan, and where they can stand for one department and value."""

    def __init__(self, plan: Plan, regions: Regions) -> None:
        self.plan, self.regions = plan, regions
        self.rules = [rule for rule in regions.table.rules if rule.values.get(liability.LIABLE)]
        record = plan.vocabulary.records[regions.table.scope or ""]
        self.subject = record.subject or ""
        self.complete = True
        self.asked: dict[tuple[tuple[str, Any], ...], dict[str, list[Cube]]] = {}

    def grounds(self) -> tuple[Ground, ...]:
        """All grounds, with whether they can ever stand."""
        return tuple(map(self._ground, self.rules))

    def _ground(self, rule: TableRule) -> Ground:
        grid = self.regions.study.grid
        parts = self._standing(rule, {})
        case = self.regions.case([grid.decode(part) for part in parts])
        return Ground(rule, rule.values["side"], bool(parts), case)

    def _standing(self, rule: TableRule, known: Mapping[str, Any]) -> list[Cube]:
        found: list[Cube] = []
        try:
            found.extend(self.regions.standing(rule, known))
        except BudgetError:
            self.complete = False
        return found

    def of(self, department: str, side: str, value: tuple[str, str]) -> list[str]:
        """The grounds of one side that can stand against a department in cases of a value."""
        found = self._parts(department, value)
        return [r.id for r in self.rules if r.values["side"] == side and found[r.id]]

    def pairs(self, lead: str, other: str, value: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """The pairs of grounds that can stand against both in one case."""
        mine, theirs = self._parts(lead, value), self._parts(other, value)
        return tuple(
            (one, two)
            for one in self.of(lead, "lead", value)
            for two in self.of(other, "coordinating", value)
            if self._in_one_case(mine[one], theirs[two])
        )

    def _in_one_case(self, one: Sequence[Cube], other: Sequence[Cube]) -> bool:
        # what is asked of one participant does not bind another, what is asked of the case does
        grid, shared = self.regions.study.grid, self.plan.vocabulary.attributes
        lefts, rights = ([{n: c for n, c in cube.items() if n in shared} for cube in cubes]
                         for cubes in (one, other))  # fmt: skip
        return any(grid.meet(a, b) is not None for a in lefts for b in rights)

    def _parts(self, department: str, value: tuple[str, str]) -> dict[str, list[Cube]]:
        decision = self.plan.evaluate(dict([value]))
        attributes = self.plan.vocabulary.attributes
        names = self.regions.table.inputs & attributes.keys()
        known = {name: decision.fact(name) for name in names}
        if self.subject in self.regions.table.inputs:
            known[self.subject] = department
        key = tuple(sorted((n, v) for n, v in known.items() if isinstance(v, str)))
        if key not in self.asked:
            pinned = dict(key)
            self.asked[key] = {r.id: self._standing(r, pinned) for r in self.rules}
        return self.asked[key]
