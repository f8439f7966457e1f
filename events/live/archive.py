"""Outside the usual files of a slice: the archive of a room that has ended."""

from typing import Any


def write_archive(*, room: Any, by: Any) -> Any: ...
