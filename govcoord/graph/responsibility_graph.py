"""Who is responsible for what: departments against matters, with overlaps, gaps and loads.

    from govcoord.graph import responsibility

    found = responsibility(plan)
    found.overlaps          # cases that two departments claim, measured, with a case each
    found.unowned           # matters for which no rule names a lead
    print(found.to_text("zh-Hans"))

Nothing here is read from names. For each value of an attribute (a matter, a domain) the rules
are asked with that fact alone: a role that they give for certain is written as it is, one that
depends on further facts in brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from govcoord.graph.draw import Cell, Matrix
from govcoord.graph.responsibility_regions import Overlap, Regions, Unclaimed
from govcoord.graph.responsibility_words import TEXTS, report
from govcoord.mechanisms.said import phrase
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import lead_responsibility as lead_kind
from govcoord.rules.kinds import negative_list as list_kind
from govcoord.rules.resolve import Status
from govcoord.rules.tables import FactRef, TableRule
from govcoord.rules.vocabulary import Attribute, Type


@frozen
class Role:
    """A role, and the table and output that give it."""

    id: str
    table: str
    output: str


ROLES: Final = (
    Role("lead", lead_kind.TABLE, lead_kind.LEAD),
    Role("support", lead_kind.TABLE, lead_kind.SUPPORTING),
    Role("consulted", list_kind.TABLE, list_kind.REQUIRED),
    Role("informed", lead_kind.REFERRAL, lead_kind.REFERRED),
)
"""From the strongest to the weakest. Consulted are those who must take part by the negative
list, informed the body to which an unsettled lead is referred."""


@frozen
class Holding:
    """A role of a department in cases of one value of an attribute.

    ``certain`` tells that no further fact can change it; ``rules`` are those that give it.
    """

    attribute: str
    value: str
    department: str
    role: str
    certain: bool
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "attribute": self.attribute, "value": self.value, "department": self.department,
            "role": self.role, "certain": self.certain, "rules": list(self.rules),
        }  # fmt: skip


@frozen
class Responsibility:
    """Departments against matters.

    ``holdings`` are the roles; ``overlaps`` cases that two departments claim; ``unclaimed``
    regions that the rules must settle and do not; ``complete`` whether all of both were
    looked for within the budget.
    """

    plan: Plan = field(repr=False)
    attributes: tuple[str, ...]
    holdings: tuple[Holding, ...]
    overlaps: tuple[Overlap, ...]
    unclaimed: tuple[Unclaimed, ...]
    complete: bool

    @property
    def contested(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Attribute, value and departments where more than one may lead."""
        found = ((*key, leads) for key, leads in self._leads().items() if len(leads) > 1)
        return tuple(found)

    @property
    def unowned(self) -> tuple[tuple[str, str], ...]:
        """Attribute and value for which no rule names a lead, whatever else is known."""
        return tuple(key for key, leads in self._leads().items() if not leads)

    def load(self) -> dict[str, dict[str, int]]:
        """For each department that has a role, in how many values it has which."""
        found: dict[str, dict[str, int]] = {}
        for one in self.holdings:
            counts = found.setdefault(one.department, dict.fromkeys((r.id for r in ROLES), 0))
            counts[one.role] += 1
        return dict(sorted(found.items(), key=lambda pair: (-sum(pair[1].values()), pair[0])))

    def _leads(self) -> dict[tuple[str, str], tuple[str, ...]]:
        leads: dict[tuple[str, str], dict[str, None]] = {key: {} for key in self.values()}
        for one in self.holdings:
            if one.role == "lead":
                leads[one.attribute, one.value][one.department] = None
        return {key: tuple(names) for key, names in leads.items()}

    def values(self) -> Iterator[tuple[str, str]]:
        """Every attribute and value that was asked about."""
        for name in self.attributes:
            choices = self.plan.vocabulary.attributes[name].choices
            assert choices is not None
            yield from ((name, item.id) for item in choices.items)

    def label(self, attribute: str, value: str, language: str) -> str:
        """The title of a value."""
        choices = self.plan.vocabulary.attributes[attribute].choices
        return choices.label(value, language) if choices else value

    def picture(self, language: str = "en") -> Matrix:
        """The matrix of roles: departments in columns, matters in rows."""
        departments = self.plan.vocabulary.departments
        order = {role.id: n for n, role in enumerate(ROLES)}
        cells: dict[tuple[str, str], Cell] = {}
        for one in sorted(self.holdings, key=lambda h: -order[h.role]):
            letter = phrase(TEXTS, f"letter.{one.role}", language)
            row = f"{one.attribute}:{one.value}"
            cells[row, one.department] = Cell(
                row=row, column=one.department, text=letter if one.certain else f"({letter})",
                kind=one.role, note=", ".join(one.rules),
            )  # fmt: skip
        busy = self.load()
        return Matrix(
            title=phrase(TEXTS, "title", language),
            rows=tuple((f"{a}:{v}", self.label(a, v, language)) for a, v in self.values()),
            columns=tuple((id_, departments.label(id_, language)) for id_ in busy),
            cells=tuple(cells.values()),
            kinds=tuple((role.id, phrase(TEXTS, f"role.{role.id}", language)) for role in ROLES),
            corner=phrase(TEXTS, "corner", language),
            language=language,
        )

    def to_text(self, language: str = "en") -> str:
        """The roles of each value, then what was found, in words."""
        return "\n".join(self.lines(language)) + "\n"

    def lines(self, language: str = "en") -> Iterator[str]:
        """The roles of each value, then what was found, a line each."""
        return report(self, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "attributes": list(self.attributes),
            "holdings": [one.to_dict() for one in self.holdings],
            "contested": [[a, v, list(leads)] for a, v, leads in self.contested],
            "unowned": [list(pair) for pair in self.unowned],
            "overlaps": [one.to_dict() for one in self.overlaps],
            "unclaimed": [one.to_dict() for one in self.unclaimed],
            "load": self.load(),
            "complete": self.complete,
        }


def responsibility(plan: Plan, by: Sequence[str] | None = None) -> Responsibility:
    """Who is responsible for what under a plan.

    ``by`` are the choice attributes whose values are the rows; left out, those that the lead
    depends on most: knowing one of them leaves at most half of the departments. An attribute
    that is no choice to be given is a `ValueError`.

    >>> import govcoord
    >>> found = responsibility(govcoord.load_plan(), by=["matter"])
    >>> found.unowned
    (('matter', 'emerging_business'),)
    """
    asked = _Asked(plan)
    names = tuple(asked.telling() if by is None else by)
    for name in names:
        if name not in {one.id for one in asked.choices()}:
            raise ValueError(f"`{name}` is not a choice that a case gives")
    holdings = tuple(one for name in names for one in asked.holdings(name))
    regions = asked.regions.get(lead_kind.TABLE)
    if regions is None:
        return Responsibility(plan, names, holdings, (), (), True)
    overlaps, unclaimed = tuple(regions.overlaps(lead_kind.LEAD)), tuple(regions.unclaimed())
    return Responsibility(plan, names, holdings, overlaps, unclaimed, regions.complete)


Given = dict[str, tuple[bool, tuple[str, ...]]]
"""Departments, whether they have a role for certain, and by which rules."""


class _Asked:
    """A plan that is asked for roles with one fact after the other."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        tables = {role.table for role in ROLES}
        self.regions = {t.id: Regions(plan, t) for t in plan.tables if t.id in tables}

    def choices(self) -> Iterator[Attribute]:
        """The attributes that can be rows."""
        for attribute in self.plan.vocabulary.attributes.values():
            free = attribute.choices is not self.plan.vocabulary.departments
            if attribute.type is Type.CHOICE and attribute.is_given and free:
                yield attribute

    def telling(self) -> Iterator[str]:
        """The attributes that leave at most half of the leads on average."""
        every = len(self.given({}, ROLES[0]))
        for attribute in self.choices():
            left = [len(self.given(facts, ROLES[0])) for facts in _each(attribute)]
            if every and left and Fraction(sum(left), len(left)) * 2 <= every:
                yield attribute.id

    def holdings(self, name: str) -> Iterator[Holding]:
        """The roles in cases of each value; none of a role that no value tells anything of."""
        cases = _each(self.plan.vocabulary.attributes[name])
        found = {role: [self.given(facts, role) for facts in cases] for role in ROLES}
        untold = {role: self.given({}, role) for role in ROLES}
        told = [role for role in ROLES if any(one != untold[role] for one in found[role])]
        for number, facts in enumerate(cases):
            for role in told:
                for department, (certain, rules) in found[role][number].items():
                    yield Holding(name, facts[name], department, role.id, certain, rules)

    def given(self, facts: Mapping[str, Any], role: Role) -> Given:
        """The departments that a table gives a role."""
        regions = self.regions.get(role.table)
        if regions is None:
            return {}
        decision = self.plan.evaluate(facts)
        outcome = decision.outcome(role.table)
        if outcome is None:
            return {}
        open_: Iterable[TableRule] = outcome.possible
        if outcome.status is Status.CONFLICT:
            # further facts may bring in more sides, which an outcome does not list
            open_ = (rule for rule in regions.table.rules if rule not in outcome.rules)
        known = {name: decision.fact(name) for name in regions.table.inputs}
        named: dict[str, dict[str, bool]] = {}
        for rule in outcome.rules if outcome.status is not Status.UNDETERMINED else ():
            for department in _departments(rule.values.get(role.output)):
                named.setdefault(department, {})[rule.id] = True
        for rule in open_:
            if regions.may_stand(rule, known):
                for department in _departments(rule.values.get(role.output)):
                    named.setdefault(department, {})[rule.id] = False
        return {d: (any(rules.values()), tuple(rules)) for d, rules in sorted(named.items())}


def _each(attribute: Attribute) -> list[dict[str, str]]:
    assert attribute.choices is not None
    return [{attribute.id: item.id} for item in attribute.choices.items]


def _departments(value: Any) -> Iterable[str]:
    if value is None or isinstance(value, FactRef):
        return ()
    return sorted(value) if isinstance(value, frozenset) else (value,)
