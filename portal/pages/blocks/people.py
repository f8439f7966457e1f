"""What a worker can do for somebody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.links import TargetBlock


class CanDoBlock(TargetBlock):
    """One thing a worker does; with a page it is a link."""

    target_required = False

    text = blocks.CharBlock(
        label=_("Wat"), max_length=80, help_text=_("Begin met een hoofdletter. Bijvoorbeeld: Op huisbezoek komen.")
    )

    class Meta:
        icon = "tick"
        label = _("Wat deze medewerker doet")


class CanDoBlocks(blocks.StreamBlock):
    thing = CanDoBlock()
