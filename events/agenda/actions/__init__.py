"""Every change: `keeping` of events, `series`; `signing_up`, `waiting` and `answering` of guests; `attending`."""
