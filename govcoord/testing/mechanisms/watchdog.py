"""A watch over mutants: an engine that a mistake sends round in circles is stopped, and said so.

Whether a mutant ends is settled by counting steps and not by the clock. The clock only says when
it is time to count: what takes longer than a few seconds is begun anew, line by line, and is
given up after a fixed number of lines. So a slow machine tells the same as a fast one.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

SECONDS = 4.0
"""The time after which the steps of what is done are counted."""

STEPS = 5_000_000
"""The lines that may be run while they are counted."""

T = TypeVar("T")


class TimedOutError(BaseException):
    """What was done did not end within its steps. No ``except Exception`` on the way takes it."""


def bounded(call: Callable[[], T], *, seconds: float = SECONDS, steps: int = STEPS) -> T:
    """What ``call`` returns; `TimedOutError` where it does not end.

    It may be called twice, and must not mind. A step of the interpreter itself that takes for
    ever (a power of huge numbers) is not stopped.
    """
    try:
        return _WATCH.within(call, seconds)
    except TimedOutError:
        return _counted(call, steps)


def _counted(call: Callable[[], T], steps: int) -> T:
    left = steps

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise TimedOutError(f"not done after {steps} steps")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return call()
    finally:
        sys.settrace(before)


class _Watch:
    """One thread that looks at the clock for all calls of the others, one call at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.due: dict[int, float] = {}
        self.thread: threading.Thread | None = None

    def within(self, call: Callable[[], T], seconds: float) -> T:
        """What a call returns; `TimedOutError` is raised in it when the time is over."""
        me = threading.get_ident()
        with self.lock:
            self.due[me] = time.monotonic() + seconds
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._look, daemon=True)
                self.thread.start()
        try:
            return call()
        finally:
            with self.lock:
                self.due.pop(me, None)
            for _ in range(2):  # what was raised at the last moment arrives here, not later
                pass

    def _look(self) -> None:
        while True:
            time.sleep(0.1)
            with self.lock:
                if not self.due:
                    self.thread = None
                    return
                now = time.monotonic()
                for thread in [t for t, due in self.due.items() if now > due]:
                    del self.due[thread]
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(TimedOutError)
                    )


_WATCH = _Watch()
