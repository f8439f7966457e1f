from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "vacancies.placements"
    label = "placements"
    verbose_name = "Aanmeldingen"
