"""What a failed test says is in the user's language, and closed words as tests write them."""

from __future__ import annotations

from govcoord import load_plan
from govcoord.messages import Messages
from govcoord.testing.wording import Wording


def test_a_state_is_no_fact_that_has_the_same_id() -> None:
    """``overdue`` is a state of an answer, and the id of a fact of accountability."""
    wording = Wording(load_plan(), Messages("zh-Hans"))
    assert wording.names["overdue"] != "overdue"
    assert wording.value("opinions", [{"id": "Y1", "state": "overdue"}]) == "id：Y1；state：overdue"
    assert wording.value("undetermined", ["overdue"]) == wording.names["overdue"]
