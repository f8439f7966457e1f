"""Every change of a room, by subject: `asking`, `voting`, `moderating`, `hosting`, `noting`, `calling`."""
