"""Outside the usual files of a slice: consents in the admin, per site, with the way to withdraw one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField
from portal.pages import consents
from portal.pages.enums import ConsentState
from portal.pages.models import StoryConsent
from portal.pages.pictures import pictures_of_stories
from portal.pages.site_views import OwnCreateView, OwnEditView, OwnIndexView, OwnInspectView, SiteViewSet, site_of
from portal.pages.widgets import DateInput


class OfThisSite:
    request: Any

    def get_object_list(self) -> Any:
        return StoryConsent.objects.filter(site=site_of(self.request), state=ConsentState.GIVEN)

    def get_object(self, pk: Any) -> StoryConsent:
        return StoryConsent.objects.filter(site=site_of(self.request)).get(pk=pk)

    def get_objects(self, pks: list[str]) -> Any:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class ChooseConsent(OfThisSite, chooser.ChooseView):  # type: ignore[misc]
    pass


class ChooseConsentResults(OfThisSite, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ChosenConsent(OfThisSite, chooser.ChosenView):  # type: ignore[misc]
    pass


class ChosenConsents(OfThisSite, chooser.ChosenMultipleView):  # type: ignore[misc]
    pass


class ConsentChooserViewSet(ChooserViewSet):
    model = StoryConsent
    icon = "key"
    choose_one_text = gettext_lazy("Kies een toestemming")
    choose_another_text = gettext_lazy("Kies een andere toestemming")
    edit_item_text = gettext_lazy("Bekijk de toestemming")
    choose_view_class = ChooseConsent
    choose_results_view_class = ChooseConsentResults
    chosen_view_class = ChosenConsent
    chosen_multiple_view_class = ChosenConsents


consent_chooser = ConsentChooserViewSet("consent_chooser")


class ConsentForm(WagtailAdminModelForm):
    """Saves, and has the history know of a new one; a shorter term takes effect at once."""

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        consent = super().save(commit)
        if is_new:
            consents.record_consent(consent=consent, by=self.for_user)
        elif not consent.allows_site():
            consents.take_down(consent, by=self.for_user)
        return consent


class ConsentIndexView(OwnIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.state == ConsentState.GIVEN:
            url = reverse("consent_withdraw", args=[instance.pk])
            buttons.append(ListingButton(_("Trek in"), url=url, icon_name="cross", priority=60))
        return buttons


class ConsentEditView(OwnEditView):
    """What was withdrawn stays as it was; a new yes is a new consent."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(state=ConsentState.GIVEN)


class ConsentInspectView(OwnInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        link = self.request.build_absolute_uri(consents.teller_url(self.object))
        return {**super().get_context_data(**kwargs), "extra_label": _("Link voor de verteller"), "extra_link": link}


class ConsentViewSet(SiteViewSet):
    model = StoryConsent
    icon = "key"
    menu_label = gettext_lazy("Toestemmingen")
    menu_name = "consents"
    menu_order = 215
    add_to_admin_menu = True
    index_view_class = ConsentIndexView
    add_view_class = OwnCreateView
    edit_view_class = ConsentEditView
    inspect_view_class = ConsentInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields_exclude = ["site", "uuid"]
    list_display = [
        "teller",
        Column("shown_name", label=gettext_lazy("Naam op de site")),
        Column("get_state_display", label=gettext_lazy("Stand"), sort_key="state"),
        "valid_until",
    ]
    list_filter = ["state", "audience"]
    search_fields = ["teller", "pseudonym"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel(["teller", "pseudonym"]),
            MultiFieldPanel(
                ["audience", FieldRowPanel(["in_feed", "on_social"]), "with_image"], heading=gettext_lazy("Waar")
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(["given", FieldPanel("read_back_on", widget=DateInput)]),
                    FieldRowPanel(
                        [FieldPanel("valid_from", widget=DateInput), FieldPanel("valid_until", widget=DateInput)]
                    ),
                ],
                heading=gettext_lazy("Hoe en tot wanneer"),
            ),
            "note",
        ],
        base_form_class=ConsentForm,
    )


register_permission_policy(StoryConsent, ModelPermissionPolicy(StoryConsent))


class WithdrawForm(PortalForm):
    reason = LongTextField(
        label=gettext_lazy("Wat zei de verteller?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Mag leeg blijven. Niemand hoeft te zeggen waarom."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back for its teller, who rang or came by; the stories are gone with the same click."""
    if not consents.can_keep_consents(request.user):
        raise PermissionDenied
    consent = get_object_or_404(StoryConsent, site=site_of(request), pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = consents.withdraw_consent(consent=consent, by=request.user, reason=form.cleaned_data["reason"])
        said = ngettext(
            "Ingetrokken. %(count)s verhaal is van de site.", "Ingetrokken. %(count)s verhalen zijn van de site.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("storyconsent:index")
    stories = consents.stories_of(consent)
    context = {"consent": consent, "form": form, "stories": stories, "pictures": pictures_of_stories(stories)}
    return render(request, "pages/admin/withdraw.html", context)


admin_urls = [path("toestemmingen/intrekken/<int:pk>/", withdraw, name="consent_withdraw")]
