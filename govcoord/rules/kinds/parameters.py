"""The document kind ``parameters``: the choices of a policy, named once and used by ``$name``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from govcoord.rules.kinds.base import Kind
from govcoord.rules.model import Document, Name
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class ParameterEntry:
    """A choice of the policy: its value, and how far others may depart from it.

    ``basis`` says who made the choice: the plan, a law, or nobody yet (``default``), in which
    case ``question`` is what the owner of the policy has to answer. ``at_least``, ``at_most``
    and ``options`` bound what a document of a lower level may set.
    """

    id: Name
    title: Text = Text()
    value: Node = attrs.field(eq=False, repr=False)
    at_least: Node | None = attrs.field(default=None, eq=False, repr=False)
    at_most: Node | None = attrs.field(default=None, eq=False, repr=False)
    options: tuple[str, ...] = ()
    basis: Literal["plan", "law", "default"] = "default"
    source: str = ""
    note: Text = Text()
    question: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ParametersDocument(Document):
    """A document of kind ``parameters``: it declares parameters, or sets those of others.

    ``sets`` gives values to parameters that another document declares, within their bounds.
    """

    parameters: tuple[ParameterEntry, ...] = ()
    sets: Mapping[str, Node] = attrs.field(factory=dict, eq=False, repr=False)


KIND = Kind("parameters", ParametersDocument)
