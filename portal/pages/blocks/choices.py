"""What an editor may choose from in a block. A reference upwards is text: a slug, the UUID of an account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.queries import visible_workers
from portal.pages.shared import site_of_admin
from portal.vocabulary.models import Theme

# The kinds of the vacancy bank, which lies above pages and cannot be imported; a test proves that they are the same.
VACANCY_KINDS = [
    ("volunteer", _("vrijwilligerswerk")),
    ("internship", _("maatschappelijke stage")),
    ("task", _("klus voor één keer")),
]


def theme_choices() -> list[tuple[str, str]]:
    return list(Theme.objects.values_list("slug", "name"))


def worker_choices() -> list[tuple[str, str]]:
    """Visible workers by name; the value is the UUID of the account. In the admin those of its own site alone."""
    return [(str(worker.uuid), worker.get_full_name()) for worker in visible_workers(site_of_admin.get())]


class TextChoiceBlock(blocks.ChoiceBlock):
    """A choice between texts. To find the type of a stored one Wagtail reads all choices: a query for each block."""

    def normalize_choice(self, value: Any) -> Any:
        return value
