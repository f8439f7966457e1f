from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "vacancies.placements"
    label = "placements"
    verbose_name = "Aanmeldingen"

    def ready(self) -> None:
        from portal.pages.codes import know_codes
        from vacancies.placements.doors import address_of_code  # models exist only now

        know_codes("placements", address_of_code)
