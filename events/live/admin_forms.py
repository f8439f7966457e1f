"""Outside the usual files of a slice: the form of the admin, which saves through the same actions as everything."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.agenda.enums import EventKind
from events.live.actions import preparing
from events.live.actions.preparing import PollPlan
from events.live.enums import Show
from events.live.exceptions import Invalid
from events.live.models import Room
from portal.forms.fields import LongTextField
from portal.pages.films import film_of
from portal.pages.own_people import OwnPeopleForm

AFTER = re.compile(r"\s*\((?:na afloop|after)\)\s*$", re.IGNORECASE)
TIP_LENGTH, QUESTION_LENGTH, OPTION_LENGTH = 300, 200, 120
OPTIONS_AT_MOST = 9  # the keys of a telephone


class TipsField(LongTextField):
    """Tips on lines of their own; the value is a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        tips = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(tip) > TIP_LENGTH for tip in tips):
            raise ValidationError(_("Een tip is hoogstens %d tekens lang.") % TIP_LENGTH)
        return tips


class PollsField(LongTextField):
    """Polls with an empty line between: the question first, then each choice on a line; the value is a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n\n".join(map(written, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[PollPlan]:  # type: ignore[override]
        parts = re.split(r"\n\s*\n", super().clean(value).strip())
        return [plan_of(part) for part in parts if part.strip()]


def written(plan: PollPlan) -> str:
    mark = f" ({_('na afloop')})" if plan.show == Show.AFTER else ""
    return "\n".join([plan.question + mark, *plan.options])


def plan_of(part: str) -> PollPlan:
    first, *options = [line.strip().removeprefix("- ") for line in part.splitlines() if line.strip()]
    show = Show.AFTER if AFTER.search(first) else Show.LIVE
    question = AFTER.sub("", first)
    if not 2 <= len(options) <= OPTIONS_AT_MOST:
        raise ValidationError(
            _("“%(question)s” heeft twee tot negen keuzes nodig, elk op een regel."), params={"question": question[:80]}
        )
    if len(question) > QUESTION_LENGTH or any(len(option) > OPTION_LENGTH for option in options):
        raise ValidationError(_("“%(question)s” is te lang."), params={"question": question[:80]})
    return PollPlan(question, tuple(options), show)


class RoomAdminForm(OwnPeopleForm):
    """A room with the tips and polls that are ready before it begins."""

    tip_lines = TipsField(
        label=_("Tips"),
        required=False,
        max_length=6000,
        help_text=_("Op elke regel één. Bijvoorbeeld: Leg een trui apart. U toont ze een voor een."),
    )
    poll_lines = PollsField(
        label=_("Peilingen"),
        required=False,
        max_length=6000,
        help_text=_(
            "Eerst de vraag, daaronder elke keuze op een regel. Tussen twee peilingen een lege regel. Zet (na afloop) "
            "achter de vraag als de uitslag pas daarna te zien mag zijn."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room: Room = self.instance
        if "event" in self.fields:
            events = self.fields["event"].queryset.filter(site_id=room.site_id)  # type: ignore[attr-defined]
            free = events.filter(room=None, kind=EventKind.TELESEMINAR)
            self.fields["event"].queryset = events.filter(pk=room.event_id) if room.pk else free  # type: ignore[attr-defined]
        if "duty" in self.fields:
            self.fields["duty"].queryset = self.fields["duty"].queryset.filter(is_staff=True)  # type: ignore[attr-defined]
        if room.pk:
            self.initial["tip_lines"] = [tip.text for tip in room.tips.all()]
            self.initial["poll_lines"] = [
                PollPlan(poll.question, tuple(option.text for option in poll.options.all()), poll.show)
                for poll in room.polls.filter(opened_at=None).prefetch_related("options")
            ]

    def clean_media_url(self) -> str:
        url = self.cleaned_data["media_url"]
        if url and film_of(url) is None:
            raise ValidationError(_("Dit is geen film van YouTube, Vimeo of PeerTube."))
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shown = {tip.number: tip.text for tip in self.instance.tips.exclude(shown_at=None)} if self.instance.pk else {}
        tips = data.get("tip_lines") or []
        if any(number > len(tips) or tips[number - 1] != text for number, text in shown.items()):
            self.add_error("tip_lines", _("Een tip die al getoond is, kan niet meer veranderen."))
        return data

    def save(self, commit: bool = True) -> Room:
        try:
            return preparing.prepare_room(
                room=self.instance,
                by=self.for_user,
                tips=self.cleaned_data["tip_lines"],
                polls=self.cleaned_data["poll_lines"],
            )
        except Invalid as refusal:  # shown between the check and the save
            raise ValidationError(str(refusal)) from refusal
