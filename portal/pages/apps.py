from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"
    verbose_name = "Pagina's"

    def ready(self) -> None:
        from portal.pages import consents, translated, widgets
        from portal.pages.formula import actions as formula

        consents.connect()
        formula.connect()
        translated.connect()
        widgets.start_choosers_without_scripts()
