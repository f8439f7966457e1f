from django.apps import AppConfig


class CreditsConfig(AppConfig):
    name = "community.credits"
    verbose_name = "Tijd"
