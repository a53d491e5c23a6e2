"""Procedures of several departments: their model, and the state of a running case.

`network` orders steps and finds longest chains; `model` is what a procedure says; `record` is
what is known of one case; `acceptance`, `opinions` and `running` judge it; `forecast` looks
ahead; `state` puts it together.
"""
