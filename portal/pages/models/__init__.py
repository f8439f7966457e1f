"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.home import HomePage
from portal.pages.models.places import (
    MeetingPlaceDay,
    MeetingPlaceHours,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
)
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings
from portal.pages.models.workers import TeamPage, WorkerAbsence, WorkerExtraDay, WorkerHours, WorkerPage

__all__ = [
    "ContentPage",
    "HomePage",
    "IndexPage",
    "MeetingPlaceDay",
    "MeetingPlaceHours",
    "MeetingPlacePage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "OpeningException",
    "OpeningHours",
    "ReadingPage",
    "SiteSettings",
    "StandardPage",
    "TeamPage",
    "WorkerAbsence",
    "WorkerExtraDay",
    "WorkerHours",
    "WorkerPage",
]
