from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import ERASED, Erase, Period, Record, erased_token
from vacancies.placements.enums import OPEN_STATES, ApplicationState

WORDS = ("name", "email", "phone", "address", "message", "wish_what", "wish_when", "wish_where", "answer", "reason")
NOBODY = {**dict.fromkeys(WORDS, ""), "name": ERASED, "user": None, "contact_key": erased_token}
OPEN = Q(state__in=[state.value for state in OPEN_STATES])
STARTED = Q(state=ApplicationState.ACCEPTED.value)
FIELDS = (*WORDS, "code", "channel", "topic", "vacancy__title", "state", "received_at", "answered_at")

RECORDS = [
    Record(
        model="placements.ApplicationNote",
        users=("application__user",),
        emails=("application__email",),
        fields=("written_at", "text"),
        ground=_("Wat wij opschreven toen wij u spraken."),
        periods=(
            Period(
                28, "application__answered_at", ~Q(application__state__in=[*OPEN_STATES, ApplicationState.ACCEPTED])
            ),
            Period(2 * 365, "application__answered_at", Q(application__state=ApplicationState.ACCEPTED)),
        ),
    ),
    Record(
        model="placements.Receipt",
        emails=("application__email",),
        users=("application__user",),
        fields=("code", "name", "received_at"),
        ground=_("Bewijs dat u zich nog eens aanmeldde."),
        periods=(Period(28, "due_at"),),
    ),
    Record(
        model="placements.Application",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Uw aanmelding. Vier weken na het einde blijft alleen het aantal; wie begon, na twee jaar."),
        erase=Erase.BLANK,
        blank=NOBODY,
        when=~OPEN,
        periods=(Period(28, "answered_at", ~STARTED), Period(2 * 365, "answered_at", STARTED)),
    ),
    Record(
        model="placements.Application",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een aanmelding die loopt. Wie zich laat wissen, trekt haar in."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": ApplicationState.WITHDRAWN.value},
        when=OPEN,
    ),
]
