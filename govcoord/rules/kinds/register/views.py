"""What a view shows of an entry: what it lists, masked as it says, and nothing that slips past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from govcoord.case import Facts
from govcoord.mechanisms.masking import Look, Mask, found_in, looks, needles
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.eligibility import Condition, asked_by
from govcoord.rules.kinds.register.results import Band, Held, Shown
from govcoord.rules.mechanism import Setting
from govcoord.rules.regions import Box

How = Mask | Literal["hide", "year", "month"] | Number


@attrs.frozen
class Masking:
    """How one fact is shown, where a condition holds or may hold."""

    fact: str
    how: How
    boxes: tuple[Box, ...]

    def of(self, value: Any) -> Any:
        """The value as it is shown; ``None`` where it is hidden."""
        if isinstance(self.how, Mask):
            return self.how.of(str(value))
        if isinstance(self.how, int | Fraction):
            low = value // self.how * self.how
            return Band(exact(Fraction(low)), exact(Fraction(low + self.how)))
        if isinstance(value, date) and self.how != "hide":
            return f"{value.year:04}" if self.how == "year" else f"{value.year:04}-{value.month:02}"
        return None


@attrs.frozen(kw_only=True)
class View:
    """What one reader may see; ``watched`` are personal texts that no shown text may contain."""

    id: str
    shows: tuple[str, ...]
    plain: frozenset[str]
    masks: tuple[Masking, ...]
    withheld: tuple[Condition, ...]
    look_for: tuple[Look, ...]
    watched: tuple[str, ...]

    def of(self, facts: Facts, lacking: Set[str], perhaps: Set[str], setting: Setting) -> Shown:
        """What is shown of an entry.

        ``lacking`` are required facts that are not filled in, ``perhaps`` such as may be
        required.
        """
        said = [(one, setting.holds(one.boxes, facts)) for one in self.withheld]
        grounds = tuple(one.id for one, holds in said if holds)
        if grounds:
            return Shown(self.id, "withheld", grounds=grounds)
        open_ = [one for one, holds in said if holds is None]
        if open_:
            missing = (name for one in open_ for name in asked_by(one.boxes, facts))
            return Shown(self.id, "unknown", missing=tuple(dict.fromkeys(missing)))
        masked = dict(self._masked(facts, setting))
        shown = {name: facts[name] for name in self.shows if name in facts} | masked
        held = tuple(self._held(facts, shown))
        for one in held:
            shown.pop(one.fact, None)
        listed = set(self.shows)
        whole = False if held or lacking & listed else None if perhaps & listed else True
        return Shown(self.id, "shown", shown, tuple(masked), held, whole=whole)

    def _masked(self, facts: Facts, setting: Setting) -> Iterator[tuple[str, Any]]:
        """Facts in the form that they are shown in: hidden where a mask may say so."""
        for name in self.shows:
            may = [
                mask for mask in self.masks
                if mask.fact == name and setting.holds(mask.boxes, facts) is not False
            ]  # fmt: skip
            if may and name in facts:
                hides = any(mask.how == "hide" for mask in may)
                yield name, None if hides else may[0].of(facts[name])

    def _held(self, facts: Facts, shown: Mapping[str, Any]) -> Iterator[Held]:
        """Texts that, as they are shown, say what this view is not to say, or seem to."""
        hidden = {name: needles(facts[name]) for name in self.watched if name in facts}
        for name, text in shown.items():
            if not isinstance(text, str) or name in self.plain:
                continue
            told = next((p for p in hidden if p != name and found_in(hidden[p], text)), None)
            if told is not None:
                yield Held(name, "personal", told)
            else:
                for look in looks(text, self.look_for)[:1]:
                    yield Held(name, look)
