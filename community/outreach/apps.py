from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "community.outreach"
    label = "outreach"
    verbose_name = "Aan de deur"

    def ready(self) -> None:
        from community.outreach.codes import address_of_code  # models exist only now
        from portal.pages.codes import know_codes

        know_codes("visits", address_of_code)
