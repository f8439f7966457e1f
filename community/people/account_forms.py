"""Outside the usual files of a slice: allauth's forms as the portal has them."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django.utils.translation import gettext_lazy as _


class PasswordLoginForm(LoginForm):
    """The second way in, for accounts that have a password (those of the demo). New accounts get none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Uw e-mailadres")
        self.fields["login"].error_messages["required"] = _("Vul uw e-mailadres in")
        self.fields["password"].label = _("Uw wachtwoord")
        self.fields["password"].error_messages["required"] = _("Vul uw wachtwoord in")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def _setup_password_field(self) -> None:
        """allauth takes the password away because signing up asks for none."""


class EmailSignupForm(SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Uw e-mailadres")
        self.fields["email"].help_text = _("Wij mailen u een code. Een wachtwoord heeft u niet nodig.")
        self.fields["email"].error_messages["required"] = _("Vul uw e-mailadres in")
        self.fields["email"].widget.attrs.pop("placeholder", None)
