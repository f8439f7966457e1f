from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "community.dialogue.initiatives"
    label = "initiatives"
    verbose_name = "Initiatieven"
