"""Outside the usual files of a slice: from the log to the sockets.

`board` is the switchboard of a process, `hub` one room in it, `seats` one socket in a room, `consumer` what a socket
says, `stream` the same for who cannot have one. They need an event loop, which nothing else of the slice does.
"""
