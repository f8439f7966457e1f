"""Every change of the agenda: `keeping` of events; `signing_up`, `waiting` and `answering` of guests; `attending`."""
