from django.apps import AppConfig


class MomentsConfig(AppConfig):
    name = "community.moments"
    label = "moments"
    verbose_name = "Momenten"
