"""Outside the usual files of a slice: the form that an editor's questions become, guarded like every other form."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn
from wagtail.contrib.forms.forms import FormBuilder

from portal.forms.base import GuardedForm

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
GUARDS = ("website", "opened")


def holds_personal_data(text: str) -> bool:
    """Whether a free text has an e-mail address or a valid citizen service number (BSN) in it."""
    return bool(EMAIL.search(text)) or any(bsn.is_valid(number) for number in NINE_DIGITS.findall(text))


class QuestionForm(GuardedForm):
    """Answers without a person; an address or a BSN in a free text is sent back."""

    def __init__(self, *args: Any, user: Any = None, page: Any = None, **kwargs: Any) -> None:
        self.user, self.page = user, page
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, value in list(data.items()):
            if name not in GUARDS and isinstance(value, str) and holds_personal_data(value):
                self.add_error(name, _("Laat uw mailadres en uw BSN weg. Wij willen niet weten wie u bent."))
        return {name: value for name, value in data.items() if name not in GUARDS}

    def questions(self) -> list[Any]:
        """The bound fields of the editor, without our guards."""
        return [field for field in self if field.name not in GUARDS]


class QuestionFormBuilder(FormBuilder):
    def get_form_class(self) -> type[QuestionForm]:
        return type("PageForm", (QuestionForm,), self.formfields)

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **{"max_length": 2000, **options})

    def create_singleline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(**{**options, "max_length": options.get("max_length") or 255})
