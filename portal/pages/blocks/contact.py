"""Blocks that say who to talk to."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock, worker_choices
from portal.pages.blocks.links import TargetBlock
from portal.pages.validators import PHONE


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
        group = _("Mensen en contact")
        label = _("Medewerker")
        description = _("Iemand van ons, met gezicht. Wie al naast de tekst staat, tonen wij niet nog eens.")
        template = "pages/blocks/contact.html"


class PhoneBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Wie u belt"), max_length=120, help_text=_("Bijvoorbeeld: De Luisterlijn, dag en nacht.")
    )
    number = blocks.CharBlock(
        label=_("Telefoonnummer"), max_length=24, validators=[PHONE], help_text=_("Bijvoorbeeld: 088 0767 000.")
    )
    text = blocks.CharBlock(
        label=_("Wanneer, en wat het kost"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: Elke dag van 9 tot 21 uur. U betaalt uw gewone tarief."),
    )

    class Meta:
        icon = "mobile-alt"
        group = _("Mensen en contact")
        label = _("Telefoonkaart")
        description = _("Eén nummer, groot genoeg om over te tikken.")
        template = "pages/blocks/phone.html"
        form_classname = "struct-block"
        preview_value = {"title": "De Luisterlijn", "number": "088 0767 000", "text": "Dag en nacht."}


class CardBlock(blocks.StructBlock):
    """Where to find somebody who has no profile here: a desk, another organisation, a building."""

    title = blocks.CharBlock(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: Wijkloket Drumpt."))
    text = blocks.CharBlock(
        label=_("Waarvoor"), max_length=200, required=False, help_text=_("Bijvoorbeeld: Voor vragen over de Wmo.")
    )
    address = blocks.TextBlock(
        label=_("Adres"), rows=2, max_length=200, required=False, help_text=_("Bijvoorbeeld: Pontwachterspad 1, Tiel.")
    )
    hours = blocks.CharBlock(
        label=_("Wanneer"), max_length=120, required=False, help_text=_("Bijvoorbeeld: dinsdag van 10 tot 12 uur.")
    )
    number = blocks.CharBlock(
        label=_("Telefoonnummer"),
        max_length=24,
        required=False,
        validators=[PHONE],
        help_text=_("Bijvoorbeeld: 0344 - 12 34 56."),
    )
    email = blocks.EmailBlock(label=_("E-mailadres"), required=False, help_text=_("Bijvoorbeeld: hallo@voorbeeld.nl."))
    website = blocks.URLBlock(
        label=_("Website"), required=False, help_text=_("Bijvoorbeeld: https://www.voorbeeld.nl.")
    )

    class Meta:
        icon = "info-circle"
        group = _("Mensen en contact")
        label = _("Contactkaart")
        description = _("Een loket of een andere organisatie, met adres en telefoon.")
        template = "pages/blocks/card.html"
        preview_value = {
            "title": "Wijkloket Drumpt",
            "text": "Voor vragen over de Wmo.",
            "hours": "Dinsdag van 10 tot 12 uur",
            "number": "0344 - 12 34 56",
        }

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if not any(result.get(name) for name in ("address", "number", "email", "website")):
            error = ValidationError(_("Vul een adres, een telefoonnummer, een e-mailadres of een website in."))
            raise blocks.StructBlockValidationError(block_errors={"address": error})
        return result
