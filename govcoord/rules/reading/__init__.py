"""YAML text to located nodes: decoding, events, places, and what YAML would guess wrong."""
