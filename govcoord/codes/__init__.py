"""The catalogue of diagnostic codes: one entry per problem, in three languages."""

from __future__ import annotations

from collections.abc import Iterable

from govcoord.codes import (
    case_files,
    declarations,
    fairness,
    gates,
    handling,
    kinds,
    layers,
    lifecycle,
    logic,
    matching,
    mechanism,
    money,
    panel,
    participation,
    reading,
    registers,
    risks,
    rules,
    sharing,
    similarity,
    standards,
    supervision,
    targets,
    tests_files,
    vocabulary,
)
from govcoord.codes.base import LANGUAGES, Code, Severity, Text

__all__ = ["CODES", "LANGUAGES", "Code", "Severity", "Text", "collect"]


def collect(groups: Iterable[Iterable[Code]]) -> dict[str, Code]:
    """All codes by number; ValueError when one number is given twice."""
    found: dict[str, Code] = {}
    for group in groups:
        for code in group:
            if code.code in found:
                raise ValueError(f"code {code.code} is given twice")
            found[code.code] = code
    return dict(sorted(found.items()))


CODES: dict[str, Code] = collect(
    (
        reading.CODES,
        case_files.CODES,
        declarations.CODES,
        layers.CODES,
        vocabulary.CODES,
        rules.CODES,
        tests_files.CODES,
        logic.CODES,
        handling.CODES,
        mechanism.CODES,
        money.CODES,
        fairness.CODES,
        targets.CODES,
        lifecycle.CODES,
        supervision.CODES,
        sharing.CODES,
        standards.CODES,
        kinds.CODES,
        matching.CODES,
        panel.CODES,
        similarity.CODES,
        risks.CODES,
        gates.CODES,
        registers.CODES,
        participation.CODES,
    )
)
