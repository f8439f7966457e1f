"""Every change of a circle: its states, its people, its week, its plan, and who looked."""
