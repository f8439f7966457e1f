from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"
    verbose_name = "Agenda"

    def ready(self) -> None:
        from events.agenda.doors import address_of_code, upcoming_for_pages  # models exist only now
        from portal.pages.codes import know_codes
        from portal.pages.rooms import open_room

        open_room("events", upcoming_for_pages)
        know_codes("agenda", address_of_code)
