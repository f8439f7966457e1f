"""Outside the usual files of a slice: the one model field of ours, which keeps block definitions out of migrations."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField whose blocks may change without a migration: the column is JSON whatever the blocks are.

    In a migration's frozen models the field therefore knows no blocks: a data migration that must read or write
    blocks uses the raw JSON (`value.raw_data`), never the frozen model's block values.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def clone(self) -> BlocksField:
        _name, _path, _args, kwargs = self.deconstruct()
        return type(self)(self.block_types_arg, **kwargs)
