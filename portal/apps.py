from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        from portal import checks  # noqa: F401  registers the system checks

        # Groups need permissions, and Django makes those after the last migration.
        post_migrate.connect(prepare_site, dispatch_uid="portal.prepare")
        # People lies below the bank and cannot call it; so the wiring does, at each login.
        user_logged_in.connect(tie_invitations, dispatch_uid="portal.invitations")


def prepare_site(app_config: AppConfig, **kwargs: Any) -> None:
    """Once per migrate: after the last app, when every table and permission is there."""
    from django.apps import apps
    from django.conf import settings

    from community.people.actions import ensure_roles
    from community.people.sites import separate_sites
    from portal.pages.actions import ensure_home
    from portal.pages.approving import ensure_site_workflows, ensure_workflow

    if app_config == list(apps.get_app_configs())[-1]:
        ensure_roles()
        ensure_workflow()
        separate_sites()
        ensure_site_workflows()
        if not (settings.DEMO and settings.RELAXED):  # the demo makes its own
            ensure_home()


def tie_invitations(user: Any, **kwargs: Any) -> None:
    """Whoever was invited for an organisation keeps it from the first login on."""
    from vacancies.bank.actions import accept_invitations

    accept_invitations(user=user)
