"""The form that every public page uses: an error summary on top, a honeypot and a time trap below."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

TOO_FAST_SECONDS = 3
TOO_OLD_SECONDS = 24 * 60 * 60
SALT = "portal.forms.opened"


class PortalForm(forms.Form):
    """A form whose errors come with the label, whose oversized values are cut in the answer, never in what is saved."""

    data: Any  # a QueryDict, or a plain dictionary in a test

    def error_list(self) -> list[tuple[str, str]]:
        """Pairs of (id of the box, message) for the summary, in the order of the fields."""
        rows = [("", str(message)) for message in self.non_field_errors()]
        for field in self:
            rows += [(field.id_for_label or field.auto_id, str(message)) for message in field.errors]
        return rows

    def kept_data(self) -> Any:
        """What was typed, each field cut to its maximum, so that a megabyte is not echoed."""
        data = self.data.copy()
        for name, field in self.fields.items():
            key, limit = self.add_prefix(name), getattr(field, "max_length", None)
            if limit and isinstance(data.get(key), str) and len(data[key]) > limit:
                data[key] = data[key][:limit]
        return data

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors and hasattr(self.data, "copy"):
            self.data = self.kept_data()


class GuardedForm(PortalForm):
    """A public form against robots: a box that people do not see, and a signed moment of opening.

    A filled box is answered like a success by the view (`is_robot`); a form that comes back too fast is shown again
    with all text kept, because autofill is fast too.
    """

    website = forms.CharField(
        label=_("Laat dit vak leeg"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.dumps(int(time.time()), salt=SALT)
        self.order_fields([*(name for name in self.fields if name not in {"website", "opened"}), "website", "opened"])

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get(self.add_prefix("website")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_robot:
            self._check_moment()
        return cleaned

    def _check_moment(self) -> None:
        stamp = self.data.get(self.add_prefix("opened")) or ""
        try:
            opened = int(signing.loads(stamp, salt=SALT))
        except signing.BadSignature:
            opened = 0
        age = time.time() - opened
        if age < TOO_FAST_SECONDS:
            self.add_error(None, _("Dat ging erg snel. Lees het nog eens na en verstuur het opnieuw."))
        elif age > TOO_OLD_SECONDS:
            self._renew()
            self.add_error(None, _("Deze pagina stond lang open. Alles staat er nog. Verstuur het opnieuw."))

    def _renew(self) -> None:
        data = self.data.copy()
        data[self.add_prefix("opened")] = signing.dumps(int(time.time()) - TOO_FAST_SECONDS, salt=SALT)
        self.data = data
