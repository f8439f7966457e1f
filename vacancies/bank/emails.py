from __future__ import annotations

from typing import Any

from portal.history.models import StateChange
from portal.notices.actions import send_notice
from portal.notices.enums import Topic
from vacancies.bank.enums import VacancyState
from vacancies.bank.models import OrganisationContact, Vacancy
from vacancies.bank.queries import contacts_to_tell

# What an organisation hears of, and in which words.
STATE_MAILS = {
    VacancyState.SUBMITTED: "bank/submitted",
    VacancyState.PUBLISHED: "bank/published",
    VacancyState.REJECTED: "bank/rejected",
    VacancyState.FILLED: "bank/filled",
    VacancyState.EXPIRED: "bank/expired",
}
# What nobody asked for at that moment; the others answer what the organisation did itself.
BY_THE_CLOCK = (VacancyState.FILLED, VacancyState.EXPIRED)


def send_invitation(contact: OrganisationContact) -> None:
    assert contact.invited_at is not None
    send_notice(
        site=contact.organisation.site,
        kind="bank.invitation",
        object_key=f"bank.organisationcontact:{contact.pk}:{contact.invited_at:%Y%m%d%H%M}",
        recipient=contact.email,
        template="bank/invitation",
        context={"contact": contact, "organisation": contact.organisation},
    )


def tell_about_state(vacancy: Vacancy, before: str, by: Any) -> None:
    """Mail the organisation's contacts; who changed it themselves already knows."""
    template = STATE_MAILS.get(VacancyState(vacancy.state))
    if template is None:
        return
    step = StateChange.objects.filter(model="bank.vacancy", object_id=vacancy.pk).count()
    for name, address in contacts_to_tell(vacancy.organisation):
        if by is not None and address.lower() == getattr(by, "email", "") and vacancy.state != VacancyState.SUBMITTED:
            continue
        send_notice(
            site=vacancy.site,
            kind=f"bank.{vacancy.state}",
            object_key=f"bank.vacancy:{vacancy.uuid}:{step}",
            recipient=address,
            template=template,
            context={"vacancy": vacancy, "name": name, "before": before},
            topic=Topic.VACANCIES if vacancy.state in BY_THE_CLOCK else "",
        )
