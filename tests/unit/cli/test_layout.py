"""Long cells are broken where a reader would break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from govcoord.cli.layout import fit, wrapped

_TEXTS = st.text(st.sampled_from("ab, 、；：民政部门（30）"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("卫生健康部门、民政部门", 14, ["卫生健康部门、", "民政部门"]),
        ("卫生健康部门、民政部门", 40, ["卫生健康部门、民政部门"]),
        ("public security, transport", 20, ["public security,", "transport"]),
        ("样本少于 30：不计入", 11, ["样本少于", "30：不计入"]),
        ("民政部门、民政部门", 8, ["民政部", "门、", "民政部门"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("one\ntwo", 9, ["one", "two"]),
        ("", 9, [""]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    """After a mark of a list or at a blank, never before a closing mark."""
    assert wrapped(text, width).split("\n") == lines


@given(_TEXTS, st.integers(8, 30))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    """But the blanks at which lines end."""
    done = wrapped(text, width)
    assert "".join(done.split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in done.split("\n"))


def test_the_widest_column_gives_way() -> None:
    """Until all columns and the gaps between them fit."""
    assert fit([["a", "b" * 50], ["民政", "b"]], 30) == [4, 22]
    assert fit([["a", "b"]], 30) == [1, 1]
