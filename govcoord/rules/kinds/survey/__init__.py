"""The document kind ``survey``: rates of answers with exact margins, groups, two periods."""

from govcoord.rules.kinds.survey.kind import KIND

__all__ = ["KIND"]
