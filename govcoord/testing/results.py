"""What a test expects of the result of a mechanism: its parts, by name.

A name with dots, ``limit.promised.due``, is a part within a part; so a column of a table can
ask for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govcoord.diagnostics import suggest
from govcoord.errors import GovcoordError
from govcoord.plain import jsonable
from govcoord.rules.reading.nodes import Node
from govcoord.testing.absent import NoPart
from govcoord.testing.documents import YamlTest
from govcoord.testing.expectations import REJECTED, Expectation, Resolver, plain_node, whole


def expected_of_result(test: YamlTest, resolver: Resolver) -> Iterator[Expectation]:
    """The expectations of a test of a mechanism; a mechanism that is not there is reported."""
    mechanisms = resolver.plan.mechanisms
    try:
        resolver.plan.mechanism(test.mechanism)
    except GovcoordError:
        near = suggest(test.mechanism, mechanisms)
        resolver.collector.add(
            "GC284", test.span, what="what:mechanism", name=test.mechanism, suggestion=near
        )
        return
    for name, (key, value) in test.expected.items():
        if name != REJECTED:
            yield Expectation(name, plain_node(value), _look(name, value, resolver), key.span, None)


def _look(name: str, value: Node, resolver: Resolver) -> Any:
    def look(result: Any) -> tuple[bool, Any]:
        said = jsonable(result)
        parts = (name,) if name in said else name.split(".")
        for part in parts:
            if not isinstance(said, Mapping) or part not in said:
                return False, NoPart(whole(list(said)) if isinstance(said, Mapping) else "")
            said = said[part]
        return resolver.matcher.fits(value, said), said

    return look
