from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "community.outreach"
    label = "outreach"
    verbose_name = "Aan de deur"
