from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.enums import Effect, Rhythm, WordKind


class SearchDocument(models.Model):
    """The database engine's copy of what may be found: what results show, what filters ask, and the text.

    The text itself is in the full-text table beside it (SQLite FTS5) or in the column `terms` (PostgreSQL tsvector),
    both made by migration 0002; neither is known to Django.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField(unique=True, help_text="the vacancy's number")
    version = models.BigIntegerField()
    payload = models.JSONField(help_text="the whole document, as Elasticsearch has it")
    kind = models.CharField(max_length=12)
    status = models.CharField(max_length=8)
    frequency = models.CharField(max_length=10, blank=True)
    together = models.CharField(max_length=8, blank=True)
    wheelchair = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    language_rank = models.PositiveSmallIntegerField(default=0, help_text="0: nothing is asked")
    hours = models.FloatField(null=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    neighbourhood = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    place_key = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    published = models.BigIntegerField(help_text="milliseconds since 1970")
    waiting = models.BigIntegerField(default=0, help_text="since when nobody signed up, milliseconds since 1970")
    places_left = models.PositiveSmallIntegerField(default=1)
    marks = models.TextField(blank=True, help_text="themes, skills and dayparts: t:koken|d:mon-morning")

    class Meta:
        verbose_name = _("zoekdocument")
        verbose_name_plural = _("zoekdocumenten")
        indexes = [
            models.Index(fields=["site", "status", "kind", "-published"], name="search_list"),
            models.Index(fields=["site", "latitude"], name="search_latitude"),
            models.Index(fields=["site", "place_key", "place"], name="search_place"),
        ]

    def __str__(self) -> str:
        return str(self.payload.get("title", self.object_id))


class SearchWord(models.Model):
    """A word that stands in some document; the nearest one is what a misspelt word may mean."""

    word = models.CharField(max_length=60, unique=True)

    class Meta:
        verbose_name = _("woord")
        verbose_name_plural = _("woorden")

    def __str__(self) -> str:
        return self.word


class IndexMark(models.Model):
    """The name of this database in Elasticsearch, made once: another database has an index of its own.

    Versions count from one in a new database; in the index of an old one its documents would all look too old.
    """

    mark = models.CharField(max_length=12, unique=True)

    class Meta:
        verbose_name = _("merk van de zoekindex")
        verbose_name_plural = _("merken van de zoekindex")

    def __str__(self) -> str:
        return self.mark


class Outbox(models.Model):
    """One change that an engine must still hear of. The number of the row is the version of the document."""

    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    set_aside = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("wachtende wijziging")
        verbose_name_plural = _("wachtende wijzigingen")
        ordering = ["id"]
        indexes = [models.Index(fields=["set_aside", "next_try_at", "id"], name="outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.id}: {self.object_id}"


class RebuildState(models.Model):
    """How far a rebuild is, so that a stopped one goes on and two never run at once; at most one row."""

    plan = models.CharField(max_length=40, help_text="what is being made; another plan starts over")
    target = models.CharField(max_length=120, blank=True, help_text="the index in Elasticsearch that is being filled")
    site_number = models.BigIntegerField(default=0)
    last_id = models.BigIntegerField(default=0, help_text="the last vacancy that was written")
    beat_at = models.DateTimeField(null=True, help_text="the last sign of life; empty when it was stopped")
    again = models.BooleanField(default=False, help_text="asked for during the rebuild: start over at the end")

    class Meta:
        verbose_name = _("stand van de herbouw")
        verbose_name_plural = _("stand van de herbouw")

    def __str__(self) -> str:
        return f"{self.site_number}: {self.last_id}"


class Alert(models.Model):
    """A search that somebody wants to be mailed about; it begins when the address is confirmed."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"))
    collection = models.CharField(max_length=10, default="vacancies", help_text="vacancies or help")
    parameters = models.TextField(_("zoekvraag"), blank=True, help_text="the list's parameters, in a fixed order")
    words = models.CharField(_("in woorden"), max_length=300, blank=True)
    rhythm = models.CharField(_("hoe vaak"), max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("bevestigd"), null=True)
    matched_at = models.DateTimeField(_("laatst gekeken"), null=True)

    class Meta:
        verbose_name = _("zoekbericht")
        verbose_name_plural = _("zoekberichten")
        constraints = [models.UniqueConstraint(fields=["site", "email", "collection", "parameters"], name="alert_once")]
        indexes = [models.Index(fields=["confirmed_at", "rhythm", "matched_at"], name="alert_due")]

    def __str__(self) -> str:
        return f"{self.words or self.parameters} ({self.rhythm})"

    @property
    def topic(self) -> str:
        """What the one-click stop of its mails is about."""
        return f"alert:{self.token}"


class AlertSent(models.Model):
    """A vacancy that an alert has mailed; the row keeps it from being mailed twice."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="sent")
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("gemailde vacature")
        verbose_name_plural = _("gemailde vacatures")
        constraints = [models.UniqueConstraint(fields=["alert", "object_id"], name="alert_mails_once")]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.object_id}"


class WordRule(models.Model):
    """What editors add to the word lists of search."""

    kind = models.CharField(_("soort"), max_length=8, choices=WordKind.choices, default=WordKind.SYNONYM)
    words = models.CharField(
        _("woorden"),
        max_length=500,
        help_text=_(
            "Met een komma ertussen. Bijvoorbeeld: pannenkoek, poffertje. Wat na > staat is enger: "
            "bij “dieren > hond, kat” vindt “dieren” ook honden, en vindt “hond” geen katten."
        ),
    )
    note = models.CharField(_("waarom"), max_length=200, blank=True)
    updated_at = models.DateTimeField(_("bijgewerkt"), auto_now=True)

    class Meta:
        verbose_name = _("woordregel")
        verbose_name_plural = _("woordregels")
        ordering = ["kind", "words"]

    def __str__(self) -> str:
        return self.words


class SearchCount(models.Model):
    """How often something was asked on a day, without who asked: no address, no account, no moment."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("dag"))
    text = models.CharField(_("vraag"), max_length=60)
    place = models.CharField(_("plaats"), max_length=60, blank=True)
    asked = models.PositiveIntegerField(_("keer gevraagd"), default=0)
    nothing = models.PositiveIntegerField(_("keer niets gevonden"), default=0)
    opened = models.PositiveIntegerField(_("keer iets geopend"), default=0)

    class Meta:
        verbose_name = _("zoektelling")
        verbose_name_plural = _("zoektellingen")
        constraints = [models.UniqueConstraint(fields=["site", "day", "text", "place"], name="search_count_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.text}"


class Highlight(models.Model):
    """A vacancy that editors put on top, or somewhat higher, for a question and for a time; visitors see it."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey(
        "bank.Vacancy", on_delete=models.CASCADE, related_name="highlights", verbose_name=_("vacature")
    )
    words = models.CharField(
        _("vraag"),
        max_length=200,
        blank=True,
        help_text=_("Wat iemand typt. Laat leeg voor de lijst zonder vraag."),
    )
    key = models.CharField(max_length=200, blank=True, editable=False, help_text="the words of the question, in order")
    effect = models.CharField(_("hoe"), max_length=4, choices=Effect.choices, default=Effect.PIN)
    from_day = models.DateField(_("vanaf"))
    until_day = models.DateField(_("tot en met"))
    note = models.CharField(_("waarom"), max_length=200, help_text=_("Alleen voor collega’s."))

    class Meta:
        verbose_name = _("uitgelichte vacature")
        verbose_name_plural = _("uitgelichte vacatures")
        ordering = ["-until_day", "pk"]
        indexes = [models.Index(fields=["site", "until_day"], name="highlight_now")]
        constraints = [
            models.CheckConstraint(condition=models.Q(until_day__gte=models.F("from_day")), name="highlight_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.vacancy}: {self.words or '…'}"
