"""Every change of the agenda: `keeping` of events, `signing_up`, `answering` and `waiting` of guests, `attending`, `telling`."""
