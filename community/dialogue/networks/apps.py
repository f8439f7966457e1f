from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "community.dialogue.networks"
    label = "networks"
    verbose_name = "Leernetwerken"
