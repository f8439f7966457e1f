from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "vacancies.bank"
    label = "bank"
    verbose_name = "Vacaturebank"
