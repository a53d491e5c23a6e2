"""Plain data as YAML that the reader takes without a warning, in any language."""

from __future__ import annotations

from typing import Any

import yaml

from govcoord.rules.reading.nodes import FLOW_SLIPS


class _Dumper(yaml.SafeDumper):
    """Quotes texts with full-width punctuation, which in brackets looks like a slip."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "'" if any(char in FLOW_SLIPS for char in text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dumped(value: Any, *, width: int = 100, flow: bool | None = None) -> str:
    """A value as YAML; lists and mappings that hold no others on one line, or all with ``flow``.

    >>> dumped({"a": ["是", "甲、乙"]}, flow=True)
    "{a: [是, '甲、乙']}\\n"
    """
    text = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=width,
        default_flow_style=flow,
    )  # fmt: skip
    assert isinstance(text, str)
    return text.removesuffix("...\n")
