"""Blocks that say who to talk to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock, worker_choices
from portal.pages.blocks.links import TargetBlock


class ContactBlock(TargetBlock):
    """A worker with portrait; only who is visible on the site can be chosen and is shown."""

    target_required = False

    person = TextChoiceBlock(
        choices=worker_choices,
        label=_("Wie"),
        help_text=_("Medewerkers die op de site staan. Bijvoorbeeld: Joyce van de Kade."),
    )
    text = blocks.CharBlock(
        label=_("Wat deze persoon doet"),
        max_length=200,
        required=False,
        help_text=_("Leeg: de zin uit het profiel. Bijvoorbeeld: Zij komt bij u thuis als u dat wilt."),
    )
    link_text = blocks.CharBlock(
        label=_("Tekst van de link"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: Vraag Joyce om langs te komen."),
    )

    class Meta:
        icon = "user"
        label = _("Medewerker")
        description = _("Iemand van ons, met gezicht. Wie al naast de tekst staat, tonen wij niet nog eens.")
        template = "pages/blocks/contact.html"
