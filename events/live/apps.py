from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "events.live"
    label = "live"
    verbose_name = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from django.contrib.auth import get_user_model
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import m2m_changed

        from events.live.delivery.rights import on_groups_changed, on_logout

        user_logged_out.connect(on_logout, dispatch_uid="live.logout")
        m2m_changed.connect(on_groups_changed, sender=get_user_model().groups.through, dispatch_uid="live.roles")
