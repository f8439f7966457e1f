from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Erase, Period, Record

RECORDS = [
    Record(
        model="pages.StoryConsent",
        ground=_("Het bewijs dat iemand ja zei op een verhaal. Vijf jaar na het einde wissen wij het."),
        erase=Erase.KEEP,  # there is no account behind a teller; who stops a story does so by its page
        periods=(Period(5 * 365, "withdrawn_at", Q(withdrawn_at__isnull=False)),),
    ),
]

NOT_PERSONAL = {
    "pages.SecondReaderTask": "the name of a step",
    "pages.PlainLanguageTask": "the name of a step",
    "pages.Author": "a writer of posts, public by choice",
    "pages.PageCare": "the worker who keeps a page",
    "pages.Finding": "an address of the web",
    "pages.BinnedFile": "the worker who threw a picture or a document away",
    "pages.BinnedPage": "the worker who threw a page away",
    "pages.EditorStart": "the first steps of an editor, gone with the account",
    "pages.Formula": "of the organisation",
    "pages.FormulaPage": "the worker who answered a proposal",
    "pages.SiteSettings": "of the organisation",
}
