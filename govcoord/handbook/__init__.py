"""A readable manual of a whole plan, made from its rulesets alone."""

from __future__ import annotations

from govcoord.handbook.book import make_handbook
from govcoord.handbook.html import to_html
from govcoord.handbook.markdown import picture_files, to_markdown

__all__ = ["make_handbook", "picture_files", "to_html", "to_markdown"]
