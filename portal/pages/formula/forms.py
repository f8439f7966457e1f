from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Site

from portal.pages.models import Formula, Membership
from portal.pages.widgets import DateInput

MARK_DAYS = 730


class FormulaForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Formula
        fields = ["name", "root", "mark_name", "mark_text"]
        widgets = {"root": AdminPageChooser(), "mark_text": forms.Textarea(attrs={"rows": 5})}

    def clean_root(self) -> Page:
        root: Page = self.cleaned_data["root"]
        if not root.is_descendant_of(self.instance.site.root_page) and root.pk != self.instance.site.root_page_id:
            raise forms.ValidationError(_("Kies een pagina van uw eigen site."))
        return root


class InviteForm(forms.Form):
    site = forms.ModelChoiceField(queryset=Site.objects.none(), label=_("Organisatie"), empty_label=None)

    def __init__(self, *args: Any, formula: Formula, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = formula.memberships.exclude(state="ended").values("site")
        field: Any = self.fields["site"]
        field.queryset = Site.objects.exclude(pk=formula.site_id).exclude(pk__in=taken)
        field.label_from_instance = lambda site: site.site_name or site.hostname


class MarkForm(forms.Form):
    until = forms.DateField(
        label=_("Geldig tot en met"),
        widget=DateInput,
        error_messages={"required": _("Vul een dag in.")},
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": timezone.localdate() + timedelta(days=MARK_DAYS)})
        kwargs["prefix"] = f"mark-{membership.pk}"
        super().__init__(*args, **kwargs)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return until


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom"),
        max_length=240,
        help_text=_("Iedereen leest dit. Bijvoorbeeld: Er is sinds de zomer geen inloop meer."),
        error_messages={"required": _("Zeg waarom. Bezoekers lezen het.")},
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs["prefix"] = f"withdraw-{membership.pk}"
        super().__init__(*args, **kwargs)
