from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "events.live"
    label = "live"
    verbose_name = "live"
    default_auto_field = "django.db.models.BigAutoField"
