from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "community.circles"
    verbose_name = "Kringen"
