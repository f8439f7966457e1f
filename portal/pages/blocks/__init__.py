"""Outside the usual files of a slice: the StreamField blocks that pages are built of, one file per kind.

A block holds no reference upwards: a list of vacancies is a filter, a worker is the UUID of an account.
"""

from portal.pages.blocks.body import BodyBlocks, EasyBlocks
from portal.pages.blocks.home import HomeBlocks, SocialBlocks

__all__ = ["BodyBlocks", "EasyBlocks", "HomeBlocks", "SocialBlocks"]
