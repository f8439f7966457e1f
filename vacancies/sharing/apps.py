from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "vacancies.sharing"
    label = "sharing"
    verbose_name = "Vacatures delen"
