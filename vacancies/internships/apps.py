from django.apps import AppConfig


class InternshipsConfig(AppConfig):
    name = "vacancies.internships"
    label = "internships"
    verbose_name = "Maatschappelijke stage"
