from django.apps import AppConfig


class AmbassadorsConfig(AppConfig):
    name = "community.dialogue.ambassadors"
    label = "ambassadors"
    verbose_name = "Ambassadeurs"
