from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberState(TextChoices):
    ASKED = "asked", _("vroeg om mee te doen")
    MEMBER = "member", _("lid")
    DECLINED = "declined", _("niet toegelaten")
    LEFT = "left", _("gestopt")


TRANSITIONS: dict[str, frozenset[str]] = {
    MemberState.ASKED: frozenset({MemberState.MEMBER, MemberState.DECLINED, MemberState.LEFT}),
    MemberState.MEMBER: frozenset({MemberState.LEFT}),
    MemberState.DECLINED: frozenset({MemberState.ASKED}),
    MemberState.LEFT: frozenset({MemberState.ASKED}),
}


class NoteKind(TextChoices):
    NOTE = "note", _("notitie")
    QUESTION = "question", _("vraag aan de groep")
