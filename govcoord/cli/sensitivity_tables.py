"""The tables of ``govcoord sensitivity``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.console import Console

from govcoord.cli.layout import fit
from govcoord.cli.output import add_row, console, make_table, print_diagnostics
from govcoord.messages import Messages
from govcoord.messages.expected import localised
from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.report import fixed
from govcoord.scoring.weights import percent

if TYPE_CHECKING:
    from govcoord.scoring.fairness import Audit
    from govcoord.scoring.report import Score
    from govcoord.scoring.robustness.alone import Effect
    from govcoord.scoring.robustness.change import Change
    from govcoord.scoring.robustness.ranks import RankInterval
    from govcoord.scoring.robustness.sensitivity import Sensitivity
    from govcoord.scoring.scorecard import Scorecard


def print_analysis(card: Scorecard, found: Sensitivity, looked: Audit, say: Messages) -> None:
    """The simulation and the audit as tables, and the findings."""
    out = console()
    _title(out, say("sensitivity.ranks", draws=found.draws, seed=found.seed))
    _ranks(out, card, found, say)
    if card.bands and found.graded < found.draws:
        out.print(say("sensitivity.graded", graded=found.graded))
    if found.redrawn:
        out.print(say("sensitivity.redrawn", count=found.redrawn))
    for name, reason in found.left_out:
        text = localised(reason, say.language)
        out.print(say("sensitivity.left_out", name=say(f"choice.{name}"), reason=text))
    out.print()
    _title(out, say("sensitivity.alone"))
    _effects(out, found.effects, say)
    out.print()
    _title(out, say("sensitivity.shares"))
    _shares(out, found, say)
    out.print()
    _title(out, say("sensitivity.pulls"))
    _pulls(out, looked, say)
    out.print()
    _title(out, say("sensitivity.findings"))
    print_diagnostics(looked.diagnostics, say)
    if not looked.diagnostics:
        out.print(say("sensitivity.no_findings"))


def print_changes(
    card: Scorecard,
    result: Score,
    found: Mapping[str, Sequence[Change]],
    say: Messages,
) -> None:
    """For one subject the figures that would change its grade or place."""
    out = console()
    params = {
        "subject": result.label(say.language),
        "score": result.published,
        "band": band_label(card, result.band, say) or "—",
        "place": "—" if result.rank is None else format_number(result.rank),
    }
    out.print(say("sensitivity.changes", **params))
    for of, rows in found.items():
        out.print()
        _title(out, say(f"sensitivity.other_{of}"))
        if not rows:
            out.print(say("sensitivity.no_change"))
            continue
        table = [[say(f"column.{name}") for name in ("indicator", "figure", "change_to", "then")]]
        for row in rows:
            before, after = row.figures(say.language)
            then = band_label(card, row.new_band, say)
            if of == "place" and row.new_place is not None:
                then = say("sensitivity.place", place=format_number(row.new_place))
            table.append([row.label(say.language), before, after, then])
        _print(out, table)


def band_label(card: Scorecard, band: str | None, say: Messages) -> str:
    """The title of a grade, empty where there is none."""
    if band is None:
        return ""
    return card.document.bands[band].title.get(say.language) or band


def _title(out: Console, text: str) -> None:
    out.print(text, style="bold")


def _print(out: Console, rows: Sequence[Sequence[str]]) -> None:
    table = make_table(rows[0], widths=fit(rows, out.width))
    for row in rows[1:]:
        add_row(table, row)
    out.print(table)


def _place(place: Number | None) -> str:
    return "" if place is None else format_number(place)


def _between(low: Number | None, high: Number | None) -> str:
    return _place(low) if low == high else f"{_place(low)}–{_place(high)}"


def _ranks(out: Console, card: Scorecard, found: Sensitivity, say: Messages) -> None:
    names = ["rank", "subject", "usual", "extremes", "mean_place"]
    names += ["band", "other_grade"] if card.bands else []
    rows = [[say(f"column.{name}") for name in names]]

    def order(one: RankInterval) -> tuple[str, bool, Number]:
        return one.group or "", one.place is None, one.place or 0

    for one in sorted(found.ranks, key=order):
        row = [
            _place(one.place),
            one.label(say.language),
            _between(one.low, one.high),
            _between(one.best, one.worst),
            "" if one.mean is None else fixed(one.mean, 1),
        ]
        if card.bands:
            share = one.other_grade
            shown = "" if share is None else fixed(exact(share * 100), 1) + "%"
            row += [band_label(card, one.band, say), shown]
        rows.append(row)
    _print(out, rows)


def _effects(out: Console, effects: Sequence[Effect], say: Messages) -> None:
    names = ("assumption", "changed_to", "mean_shift", "largest", "grades")
    rows = [[say(f"column.{name}") for name in names]]
    for one in effects:
        if one.kind == "weight":
            what = say("assumption.weight", name=one.label(say.language))
            to = f"{percent(one.before or 0)} → {percent(one.after or 0)}"
        else:
            what, to = say(f"assumption.{one.kind}"), say(f"choice.{one.choice}")
        most = format_number(one.largest)
        if one.subject is not None:
            most += f" ({one.subject_title.get(say.language) or one.subject})"
        grades = "" if one.grades is None else str(one.grades)
        rows.append([what, to, fixed(one.mean_shift, 2), most, grades])
    _print(out, rows)


def _shares(out: Console, found: Sensitivity, say: Messages) -> None:
    if not found.shares:
        out.print(say("sensitivity.none"))
        return
    for share in found.shares:
        error = "" if share.error is None else f" ± {_hundredths(share.error)}"
        name = say(f"assumption.{share.assumption}")
        out.print(f"  {name}  {_hundredths(share.share)}{error}")
    rest = 1 - sum((Fraction(share.share) for share in found.shares), Fraction(0))
    if len(found.shares) > 1:
        out.print(f"  {say('sensitivity.together')}  {_hundredths(max(rest, Fraction(0)))}")


def _hundredths(share: Number) -> str:
    return fixed(exact(Fraction(share) * 100), 1) + "%"


def _pulls(out: Console, looked: Audit, say: Messages) -> None:
    names = ("indicator", "weight", "real_share", "effect")
    rows = [[say(f"column.{name}") for name in names]]
    for pull in looked.association.pulls:
        share = "" if pull.share is None else _hundredths(pull.share)
        effect = "" if pull.effect is None else fixed(pull.effect, 2)
        rows.append([pull.label(say.language), percent(pull.weight), share, effect])
    _print(out, rows)
