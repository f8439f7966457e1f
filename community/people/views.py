from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from community.people.actions import change_profile, profile_of
from community.people.forms import ProfileForm
from community.people.models import User
from community.people.rules import is_staff_member


class PortalLoginView(LoginView):
    """One page, two ways: the mailed code first, a password second. A wrong one is 422 with the form filled."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), "code_form": RequestLoginCodeForm()}

    def render_to_response(self, context: dict[str, object], **kwargs: object) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.request.method == "POST":
            response.status_code = 422
        return response


login = PortalLoginView.as_view()


@require_safe
def admin_door(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whom it does not let in: to the login, or to the page that says that it is not theirs."""
    if request.user.is_authenticated:
        raise PermissionDenied
    target = request.GET.get("next", reverse("wagtailadmin_home"))
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("wagtailadmin_home")
    return redirect_to_login(target)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/`: what I signed up for, my organisation, my details, my security."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    assert isinstance(request.user, User), "login_required"
    profile = profile_of(request.user, site)
    form = ProfileForm(request.POST or None, initial=details(profile))
    if request.method == "POST" and form.is_valid():
        change_profile(profile=profile, by=request.user, values=form.cleaned_data)
        messages.success(request, _("Bewaard."))
        response = redirect("people:mine")
        response.status_code = 303
        return response
    context = {"form": form, "profile": profile, "has_factor": is_mfa_enabled(request.user)}
    context["passkeys"] = Authenticator.objects.filter(user=request.user, type="webauthn").count()
    return render(request, "people/mine.html", context, status=422 if form.errors else 200)


def details(profile: object) -> dict[str, object]:
    user = profile.user  # type: ignore[attr-defined]
    names = ("preferred_channel", "place", "plain_language")
    values = {name: getattr(profile, name) for name in names}
    phone = profile.phone  # type: ignore[attr-defined]
    return {
        **values,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": phone.as_national if phone else "",
    }


@never_cache
@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why somebody who works here needs a second factor, and the two ways to get one."""
    if is_mfa_enabled(request.user) or not is_staff_member(request.user):
        return redirect("people:mine")
    return render(request, "people/second_factor.html")
