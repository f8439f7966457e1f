from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from search import outbox  # noqa: F401  listens to `changed`
        from search.database import functions  # noqa: F401  prepares SQLite connections
