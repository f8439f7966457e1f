from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.circles.actions.circle import forget_seats
from portal.privacy.records import Erase, Record


def end_seats(rows: QuerySet[Any]) -> None:
    """Before a person goes: their own circle is wiped, from another's they are gone."""
    forget_seats(rows.select_related("circle__site", "user"))


RECORDS = [
    Record(
        model="circles.CircleNote",
        users=("author__user",),
        fields=("written_at", "text", "audience"),
        ground=_("Wat u in een kring schreef. Het blijft zolang de kring er is, of tot u het weghaalt."),
    ),
    Record(
        model="circles.Invitation",
        emails=("email",),
        fields=("made_at", "name", "kind", "state"),
        ground=_("Dat iemand u in een kring vroeg. Het adres gaat weg zodra u antwoordt, en na twee weken vanzelf."),
        elsewhere="circles: end invitations",
    ),
    Record(
        model="circles.CircleMember",
        users=("user",),
        fields=("joined_at", "ended_at", "name", "kind", "what", "state", "is_confidant"),
        ground=_("Dat u in een kring zit. Is het uw eigen kring, dan neemt u die mee op de pagina van de kring."),
        before=end_seats,
    ),
    Record(
        model="circles.SupportCircle",
        ground=_("De kring zelf is van wie in het midden zit. Die stopt hem; een jaar later gaat alles vanzelf weg."),
        erase=Erase.KEEP,
        elsewhere="circles: wipe what was kept a year",
    ),
]
