from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "community.people"
    label = "people"
    verbose_name = "Mensen"


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for accounts, with our own form."""
