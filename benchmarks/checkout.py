"""Makes the checkout's own govcoord importable where none is installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if importlib.util.find_spec("govcoord") is None:
    sys.path.insert(0, str(ROOT))
