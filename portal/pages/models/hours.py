"""Rows of hours that several page types have: a week, and the days that differ."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.pages.enums import Weekday
from portal.pages.widgets import DateInput, TimeInput

TIMES = [FieldPanel("opens", widget=TimeInput), FieldPanel("closes", widget=TimeInput)]


class WeekRow(models.Model):
    """A stretch of time that returns every week; a day with a lunch break has two rows."""

    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices, help_text=_("Bijvoorbeeld: maandag."))
    opens = models.TimeField(_("van"), help_text=_("Bijvoorbeeld: 09:00."))
    closes = models.TimeField(_("tot"), help_text=_("Bijvoorbeeld: 17:00."))

    panels = [FieldRowPanel(["weekday", *TIMES])]

    class Meta:
        abstract = True
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="%(class)s_opens_first",
                violation_error_message=_("De eindtijd is later dan de begintijd."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"  # type: ignore[attr-defined]


class DayRow(models.Model):
    """A day that differs from the week and from the public holidays; without times it is closed."""

    day = models.DateField(_("dag"), help_text=_("Bijvoorbeeld: 24 december."))
    opens = models.TimeField(_("van"), null=True, blank=True, help_text=_("Leeg: de hele dag dicht."))
    closes = models.TimeField(_("tot"), null=True, blank=True, help_text=_("Bijvoorbeeld: 12:00."))
    reason = models.CharField(_("waarom"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: kerstlunch."))

    panels = [FieldRowPanel([FieldPanel("day", widget=DateInput), *TIMES, "reason"])]

    class Meta:
        abstract = True
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="%(class)s_both_times_or_none",
                violation_error_message=_("Vul beide tijden in, de eindtijd het laatst. Of laat beide leeg."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
