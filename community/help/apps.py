from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "community.help"
    label = "help"
    verbose_name = "Vraag en aanbod"

    def ready(self) -> None:
        from community.help.doors import newest_for_pages  # models exist only now
        from portal.pages.rooms import open_room

        open_room("offers", newest_for_pages)
