from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel

from portal.pages.enums import Family
from portal.pages.models.base import ReadingPage
from portal.pages.models.page_form import ContentPageForm
from portal.pages.question_forms import QuestionFormBuilder

# A form of an editor knows no purpose, no term and no right of access; what is about a person goes through our own.
PERSONAL = re.compile(
    r"\b(\w*naam|namen|adres|e-?mail\w*|mail\w*|telefoon\w*|mobiel\w*|nummer|bsn|burgerservice\w*|geboorte\w*|postcode"
    r"|woonplaats|iban|rekening\w*|paspoort\w*|handtekening)\b",
    re.IGNORECASE,
)
KINDS = [
    ("singleline", _("een regel tekst")),
    ("multiline", _("een stuk tekst")),
    ("number", _("een getal")),
    ("checkbox", _("één vakje")),
    ("checkboxes", _("meer vakjes")),
    ("radio", _("één keuze, allemaal zichtbaar")),
    ("dropdown", _("één keuze uit een lijst")),
    ("date", _("een datum")),
]


class FormPageForm(WagtailAdminFormPageForm, ContentPageForm):
    """Wagtail's check that no two questions have one name, and who keeps the page."""


class FormPage(FormMixin, ReadingPage):
    """Questions of an editor, answered without saying who one is."""

    thanks = models.TextField(
        _("bedankje"),
        max_length=400,
        help_text=_("Zeg wat er nu gebeurt. Bijvoorbeeld: Dank u. In mei leest u hier wat iedereen koos."),
    )

    base_form_class = FormPageForm
    form_builder = QuestionFormBuilder
    template = "pages/form_page.html"
    landing_page_template = "pages/form_page_thanks.html"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    family = Family.SITE
    page_description = _("Een paar vragen aan bezoekers, zonder naam of adres. Voor contact is er een eigen pagina.")
    content_panels = [
        FormSubmissionsPanel(),
        *ReadingPage.content_panels,
        InlinePanel("form_fields", heading=_("Vragen"), label=_("Vraag")),
        MultiFieldPanel([FieldPanel("thanks")], heading=_("Na het versturen")),
    ]

    class Meta:
        verbose_name = _("formulier")
        verbose_name_plural = _("formulieren")

    def get_form_fields(self) -> Any:
        return self.form_fields.all()  # type: ignore[attr-defined]


class FormField(AbstractFormField):
    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(
        _("soort vraag"), max_length=16, choices=KINDS, help_text=_("Bijvoorbeeld: één keuze, allemaal zichtbaar.")
    )

    class Meta(AbstractFormField.Meta):
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")

    def clean(self) -> None:
        super().clean()
        if PERSONAL.search(f"{self.label} {self.help_text}"):
            raise ValidationError(
                {
                    "label": _(
                        "Vraag hier niet naar naam, adres, mail, telefoon, geboortedatum of BSN. Gebruik daarvoor de "
                        "pagina Contact. Daar weten wij wie het leest en hoe lang wij het bewaren."
                    )
                }
            )
