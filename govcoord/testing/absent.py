"""What a test asks of a result that has no such part."""

from __future__ import annotations

import attrs


@attrs.frozen
class NoPart:
    """There is no such part in a result; ``names`` are those that are there."""

    names: str

    def __str__(self) -> str:
        return f"no such part; there are: {self.names}" if self.names else "no such part"
