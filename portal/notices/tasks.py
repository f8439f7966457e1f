from __future__ import annotations

from django_tasks import task

from portal.notices import actions


# Before what merely keeps an index: somebody waits for a code to log in with.
@task(priority=50)
def deliver(notice_id: int) -> None:
    """Send one mail; running it twice sends it once."""
    actions.deliver_notice(notice_id)
