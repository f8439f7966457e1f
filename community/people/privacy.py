from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Erase, Record

RECORDS = [
    Record(
        model="people.Profile",
        users=("user",),
        fields=(
            "phone",
            "preferred_channel",
            "language",
            "place",
            "plain_language",
            "role_title",
            "introduction",
            "for_whom",
            "days",
            "where_now",
        ),
        ground=_("Om u te bereiken zoals u dat wilt."),
    ),
    Record(
        model="people.Leaving",
        users=("user",),
        fields=("asked_at", "due_at", "cancelled_at", "why"),
        ground=_("Om te weten wie gewist is, ook als wij een kopie terugzetten."),
        erase=Erase.KEEP,
    ),
    Record(
        model="people.User",
        users=("pk",),
        fields=("email", "first_name", "last_name", "date_joined", "last_login"),
        ground=_("Om in te loggen. Wie twee jaar niet inlogt, krijgt een mail en wordt dertig dagen later gewist."),
        elsewhere="people: finish erasures",
    ),
]
