"""How mechanisms of a plan compute: clocks, ladders, allocations, votes … apart from any YAML.

A module here is the engine of a document kind in `govcoord.rules.kinds`: plain values in,
plain values out. What a mechanism is given is an attrs class whose fields are made with
`facts.fact`; `govcoord.rules.records` reads it from raw data.
"""
