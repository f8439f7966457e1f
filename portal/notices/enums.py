from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    MAIL = "mail", _("mail")
    LETTER = "letter", _("brief")
    PUSH = "push", _("seintje op uw apparaat")


class Rhythm(TextChoices):
    NOW = "now", _("meteen")
    DAILY = "daily", _("één keer per dag")
    WEEKLY = "weekly", _("één keer per week")
    NONE = "none", _("niet")


class Topic(TextChoices):
    """What a reader may get differently, or not at all. Mail that answers a person's own act has no topic.

    A topic may be told apart further with a dot: `networks.12` can be stopped alone, and follows `networks` otherwise.
    """

    TIME = "time", _("Tijd die u geeft of krijgt")
    COMMENTS = "comments", _("Uw reacties")
    IDEAS = "ideas", _("Hoe het gaat met uw idee")
    NETWORKS = "networks", _("Bijeenkomsten van uw leernetwerk")
    REMINDERS = "reminders", _("Een herinnering, een dag ervoor")
    HELP = "help", _("Vraag en aanbod in uw buurt")
    CIRCLES = "circles", _("Uw kring")
    VACANCIES = "bank", _("Vacatures van uw organisatie")
    WORK = "work", _("Werk dat op u wacht")
    PAGES = "pages", _("Pagina’s die u bijhoudt")


# Only who works here gets these.
STAFF_TOPICS = frozenset({Topic.WORK, Topic.PAGES})
# These make no sense once the moment has passed: at once, or not.
PROMPT_TOPICS = frozenset({Topic.REMINDERS})
DIGEST = "digest"
# What the worker brings by itself; a letter waits for somebody to print it.
CARRIED = (Channel.MAIL, Channel.PUSH)
MAX_DEVICES = 10
DIGEST_RHYTHMS = (Rhythm.DAILY, Rhythm.WEEKLY)


def family_of(topic: str) -> str:
    """The topic that somebody chooses a rhythm for: `networks` of `networks.12`."""
    return topic.partition(".")[0]
