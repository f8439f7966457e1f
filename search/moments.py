"""Moments in a question: days, dayparts and how often, as people say them. Every phrase is folded."""

from __future__ import annotations

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
DAY_NAMES = {
    "maandag": "mon", "dinsdag": "tue", "woensdag": "wed", "donderdag": "thu", "vrijdag": "fri", "zaterdag": "sat",
    "zondag": "sun", "monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri",
    "saturday": "sat", "sunday": "sun",
}  # fmt: skip
PART_NAMES = {
    "ochtend": "morning", "ochtends": "morning", "ochtenden": "morning", "morgen": "morning", "morgens": "morning",
    "voormiddag": "morning", "middag": "afternoon", "middags": "afternoon", "middagen": "afternoon",
    "namiddag": "afternoon", "avond": "evening", "avonds": "evening", "avonden": "evening", "mornings": "morning",
    "morning": "morning", "afternoon": "afternoon", "afternoons": "afternoon",
    "evening": "evening", "evenings": "evening",
}  # fmt: skip
SPANS = {
    "weekend": tuple(f"{day}-{part}" for day in ("sat", "sun") for part in PARTS),
    "weekenden": tuple(f"{day}-{part}" for day in ("sat", "sun") for part in PARTS),
    "weekends": tuple(f"{day}-{part}" for day in ("sat", "sun") for part in PARTS),
    "overdag": tuple(f"{day}-{part}" for day in DAYS for part in ("morning", "afternoon")),
    "doordeweeks": tuple(f"{day}-{part}" for day in DAYS[:5] for part in PARTS),
}
FREQUENCIES = {
    "eenmalig": "once", "eenmalige": "once", "een keer": "once", "1 keer": "once", "one off": "once", "once": "once",
    "een keertje": "once", "1 keertje": "once", "1x": "once", "eenmaal": "once", "one time": "once", "one day": "once",
    "een dagje": "once", "incidenteel": "once", "losse klus": "once", "korte klus": "once",
    "wekelijks": "weekly", "wekelijkse": "weekly", "elke week": "weekly", "iedere week": "weekly", "weekly": "weekly",
    "maandelijks": "monthly", "maandelijkse": "monthly", "elke maand": "monthly", "een keer per maand": "monthly",
    "1 keer per maand": "monthly", "een keer per week": "weekly", "1 keer per week": "weekly", "monthly": "monthly",
}  # fmt: skip
REMOTE = ("vanuit huis", "van huis uit", "vanaf huis", "van thuis uit", "vanuit thuis", "thuis", "thuiswerk",
          "op afstand", "online", "from home", "at home", "remote")  # fmt: skip
KINDS = {
    "maatschappelijke stage": "internship", "stage": "internship", "stages": "internship", "stageplek": "internship",
    "stageplaats": "internship", "snuffelstage": "internship", "mas": "internship", "internship": "internship",
    "uren maken": "internship", "voor school": "internship", "voor mijn school": "internship",
    "uren voor school": "internship", "verplichte uren": "internship", "voor mijn opleiding": "internship",
    "voor mijn studie": "internship", "stage-uren": "internship", "uren maken voor": "internship",
    "stagiair": "internship", "stagiaire": "internship", "stage lopen": "internship",
    "betaald werk": "paid", "betaalde baan": "paid", "betaald": "paid", "paid": "paid",
}  # fmt: skip
TOGETHER = {
    "met mijn kind": "pair", "met mijn dochter": "pair", "met mijn zoon": "pair", "met mijn partner": "pair",
    "met mijn man": "pair", "met mijn vrouw": "pair", "met een vriend": "pair", "met een vriendin": "pair",
    "met mijn vriend": "pair", "met mijn vriendin": "pair", "met zn tweeen": "pair", "met z n tweeen": "pair",
    "met zijn tweeen": "pair", "met mijn moeder": "pair", "met mijn vader": "pair", "met mijn kleinkind": "pair",
    "met mijn kinderen": "pair", "met mijn buurvrouw": "pair",
    "met een groep": "group", "met de klas": "group", "met collegas": "group",
    "met ons team": "group", "met mijn team": "group", "met vrienden": "group",
}  # fmt: skip


def dayparts_of(word: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(day, part, span) that one folded word names; `zaterdagochtend` gives both a day and a part."""
    if word in SPANS:
        return None, None, SPANS[word]
    if word in DAY_NAMES:
        return DAY_NAMES[word], None, ()
    if word in PART_NAMES:
        return None, PART_NAMES[word], ()
    for name, day in DAY_NAMES.items():
        rest = word.removeprefix(name)
        if rest != word and (rest in PART_NAMES or rest in {"en", "s"}):
            return day, PART_NAMES.get(rest), ()
    return None, None, ()


def expand(day: str | None, part: str | None) -> tuple[str, ...]:
    """The values of `daypart` for a day, a part, or both."""
    return tuple(f"{d}-{p}" for d in ((day,) if day else DAYS) for p in ((part,) if part else PARTS))
