from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "community.help"
    label = "help"
    verbose_name = "Vraag en aanbod"
