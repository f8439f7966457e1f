from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Record

RECORDS = [
    Record(
        model="ambassadors.Ambassador",
        users=("user",),
        fields=("asked_at", "name", "words", "welcomes", "state", "reason", "thanks"),
        ground=_("Dat u ambassadeur bent of wilde zijn. Uw voornaam en uw zin staan op de site zolang u dat wilt."),
    ),
    Record(
        model="ambassadors.Arrival",
        emails=("email",),
        fields=("came_at", "name", "channel", "email", "phone", "address", "state", "meets_at", "place"),
        ground=_("Om contact met u op te nemen nadat u via een ambassadeur kwam. Negentig dagen daarna gaat het weg."),
        elsewhere="ambassadors: forget who came",
    ),
]
