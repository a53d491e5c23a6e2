"""The functions of the library's face: loading and checking rulesets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from govcoord.diagnostics import Diagnostic
from govcoord.rules import load as _load
from govcoord.rules.engine import Plan

if TYPE_CHECKING:
    from govcoord.rules.diff import Difference

PACKAGE = Path(__file__).parent


def load(*paths: str | Path, parameters: Mapping[str, str] | None = None) -> Plan:
    """Load rulesets from YAML files or folders as one plan.

    ``parameters`` sets parameters of the policy, written as in YAML (``{"reply_limit": "5
    workdays"}``), within the bounds that the rulesets declare.

    Raises `RulesetError` whose ``diagnostics`` are all problems of all files, if one of them
    is an error. Warnings are kept on ``Plan.warnings``.
    """
    return _load.finish(_load.load_files([Path(p) for p in paths], parameters=parameters))


def load_texts(texts: Mapping[str, str], *, parameters: Mapping[str, str] | None = None) -> Plan:
    """Load rulesets from YAML texts by name (the name is shown in messages).

    Raises `RulesetError` as `load` does.

    >>> plan = load_texts({"small.yaml": '''
    ... kind: vocabulary
    ... id: v
    ... attributes: {amount: {type: quantity, unit: yuan}}
    ... ---
    ... kind: table
    ... id: size
    ... outputs: {size: {type: text}}
    ... rules:
    ...   - {id: big, when: {amount: 20万元以上}, then: {size: big}}
    ... '''})
    >>> plan.evaluate({"amount": 250_000}).fact("size")
    'big'
    """
    return _load.finish(_load.load_texts(texts, parameters=parameters))


def check(*paths: str | Path, as_of: date | None = None) -> tuple[Diagnostic, ...]:
    """Every problem of the rulesets at ``paths``, sorted by place; empty when there is none.

    Beyond what `load` reports it proves the logic of the tables: gaps, conflicts, rules that can
    never decide, redundant rules, overrides that never bite. A check that runs out of its
    budget says so (GC319). Where there are errors what stands is checked, and the report says
    what was left out (GC321, GC322). With ``as_of`` it says too which reviews are due on that
    day and which documents have run out (GC502-GC505).
    """
    from govcoord.rules.checks.run import check_files

    return check_files([Path(p) for p in paths], as_of=as_of)


def diff(old: Plan, new: Plan, *, budget: float = 20.0, same_answers: bool = False) -> Difference:
    """What changes from one plan to another: words, and for which cases the outcome of a table.

    Regions speak of complete cases and are exact: a case lies in one just when the two versions
    say different things of it, given equal facts. ``Difference.nothing`` is true only where it
    is proved that nothing changes. ``budget`` is in seconds for each table; a table that takes
    longer is ``undecided``. With ``same_answers`` cases are listed too in which the answer stays
    and other rules give it.

    ``diff(plan.on(a), plan.on(b))`` compares two days: ``as_of`` and the other dates that
    rules come into force by are *a* on the old side and *b* on the new one.

    >>> text = '''
    ... kind: vocabulary
    ... id: v
    ... attributes: {amount: {type: quantity, unit: yuan}}
    ... ---
    ... kind: table
    ... id: size
    ... outputs: {size: {type: text}}
    ... rules:
    ...   - {id: big, when: {amount: 20万元以上}, then: {size: big}}
    ... '''
    >>> old = load_texts({"old.yaml": text})
    >>> new = load_texts({"new.yaml": text.replace("20万", "30万")})
    >>> for change in diff(old, new).changes:
    ...     print(change.before.values, change.after.status, change.witness)
    {'size': 'big'} none {'amount': 200000}
    >>> diff(old, old).nothing
    True
    """
    from govcoord.rules.checks.base import Budget
    from govcoord.rules.diff import diff as compare

    limit = Budget(steps=max(1, int(budget * 100_000)), seconds=budget)
    return compare(old, new, budget=limit, same_answers=same_answers)


def load_plan(*more: str | Path, parameters: Mapping[str, str] | None = None) -> Plan:
    """Load the rulesets of the plan that ship with the library.

    ``more`` are one's own rulesets, loaded together with them: special rules beside the
    general ones, which they may override. ``parameters`` and errors are those of `load`.
    The shipped files are named ``plan/…`` wherever the package lies, be it in a zip file.
    """
    paths = [Path(p) for p in more]
    return _load.finish(_load.load_files(paths, texts=plan_texts(), parameters=parameters))


def plan_texts() -> dict[str, bytes]:
    """The files of the plan's rulesets by their names, read from the package."""
    installed = files("govcoord") / "_rulesets" / "plan"
    folder = installed if installed.is_dir() else PACKAGE.parent / "rulesets" / "plan"
    inside = sorted((f for f in folder.iterdir() if _load.is_ruleset(f.name)), key=lambda f: f.name)
    return {f"plan/{file.name}": file.read_bytes() for file in inside}


def plan_folder() -> Path:
    """The folder of the plan's rulesets: in the installed package, or in a checkout."""
    installed = PACKAGE / "_rulesets" / "plan"
    return installed if installed.is_dir() else PACKAGE.parent / "rulesets" / "plan"
