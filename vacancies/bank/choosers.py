"""Outside the usual files of a slice: how an editor points at an open vacancy from another form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from portal.pages.site_views import site_of
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import open_vacancies


class VacancyFilterForm(BaseFilterForm):
    q = forms.CharField(label=gettext_lazy("Titel, organisatie of plaats"), required=False, max_length=100)

    def filter(self, objects: Any) -> Any:
        self.search_query = self.cleaned_data["q"].replace("\0", "").strip()
        self.is_searching = bool(self.search_query)
        wanted = Q()
        for word in self.search_query.split():
            wanted &= Q(title__icontains=word) | Q(organisation__name__icontains=word) | Q(place__icontains=word)
        return objects.filter(wanted)


class OpenOnes:
    """Only what is open on the site that the admin is opened on."""

    filter_form_class = VacancyFilterForm
    request: Any

    def get_object_list(self) -> Any:
        return open_vacancies(site_of(self.request).pk).select_related("organisation").order_by("-published_at", "-pk")

    def get_object(self, pk: Any) -> Vacancy:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[str]) -> Any:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if pk.isdecimal()])

    @property
    def columns(self) -> list[Any]:
        place = Column("place", label=gettext_lazy("Plaats"))
        return [*super().columns, Column("organisation", label=gettext_lazy("Organisatie")), place]  # type: ignore[misc]


class ChooseVacancy(OpenOnes, chooser.ChooseView):  # type: ignore[misc]
    pass


class ChooseVacancyResults(OpenOnes, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ChosenVacancy(OpenOnes, chooser.ChosenView):  # type: ignore[misc]
    pass


class ChosenVacancies(OpenOnes, chooser.ChosenMultipleView):  # type: ignore[misc]
    pass


class VacancyChooserViewSet(ChooserViewSet):
    model = Vacancy
    icon = "clipboard-list"
    choose_one_text = gettext_lazy("Kies een vacature")
    choose_another_text = gettext_lazy("Kies een andere vacature")
    edit_item_text = gettext_lazy("Bekijk de vacature")
    choose_view_class = ChooseVacancy
    choose_results_view_class = ChooseVacancyResults
    chosen_view_class = ChosenVacancy
    chosen_multiple_view_class = ChosenVacancies


vacancy_chooser = VacancyChooserViewSet("vacancy_chooser")
