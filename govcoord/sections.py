"""Readable pages as values: sections of paragraphs, tables, lists and pictures.

They hold plain texts; whoever writes them out escapes them. A line end inside a text begins a
new line of the same cell or item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

Form = Literal["plain", "strong", "code", "soft"]


@attrs.frozen
class Span:
    """A piece of text: how it stands out, and the anchor that it leads to (``""``: none)."""

    text: str
    form: Form = "plain"
    to: str = ""


Words = tuple[Span, ...]
"""A text with parts that stand out."""


def words(*parts: str | Span) -> Words:
    """Parts as one text; empty ones are left out.

    >>> "".join(span.text for span in words("a", Span("b", "strong"), ""))
    'ab'
    """
    spans = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def text_of(said: Words) -> str:
    """The bare text."""
    return "".join(span.text for span in said)


@attrs.frozen
class Paragraph:
    """A paragraph; a ``note`` is set apart from the rules themselves."""

    said: Words
    form: Literal["plain", "note"] = "plain"


@attrs.frozen
class Row:
    """The cells of a row, and the anchor that leads to it."""

    cells: tuple[Words, ...]
    anchor: str = ""


@attrs.frozen
class Table:
    """Rows under headings; without headings the first cell of each row names the others.

    ``widths`` are shares of the width for each column, in percent. A ``matrix`` has narrow
    columns whose headings stand upright.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...] = ()
    matrix: bool = False


@attrs.frozen
class Item:
    """An item of a list, and the items below it."""

    said: Words
    items: tuple[Item, ...] = ()


@attrs.frozen
class Listing:
    """A list, whose items may have lists of their own."""

    items: tuple[Item, ...]


@attrs.frozen
class Picture:
    """A drawing as SVG text made by the library, and what it shows in words.

    ``name`` is what a file of it is called, ``mermaid`` the same drawing for pages of Markdown;
    empty where there is none.
    """

    svg: str
    shows: str
    name: str = ""
    mermaid: str = ""


Block = Paragraph | Table | Listing | Picture


@attrs.frozen
class Section:
    """A heading, what stands under it, and the sections below it.

    ``anchor`` is what links lead to: letters, figures and ``-`` only, once in a book.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    anchor: str = ""
    label: str = ""

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@attrs.frozen
class Book:
    """A title, what stands on the title page, and the chapters."""

    title: str
    language: str
    facts: tuple[tuple[str, str], ...] = ()
    preface: tuple[Block, ...] = ()
    chapters: tuple[Section, ...] = ()
    contents: str = ""


def said_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield text_of(block.said)
        elif isinstance(block, Table):
            yield from block.columns
            for row in block.rows:
                yield from (text_of(cell) for cell in row.cells)
        elif isinstance(block, Listing):
            yield from _of_items(block.items)
        else:
            yield block.shows


def _of_items(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield text_of(item.said)
        yield from _of_items(item.items)
