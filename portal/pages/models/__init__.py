"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.approval import PlainLanguageTask, SecondReaderTask
from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.blog import BlogByline, BlogIndexPage, BlogPost
from portal.pages.models.care import BinnedPage, BinPage, EditorStart, Finding, PageCare, PollAnswer
from portal.pages.models.home import HomePage
from portal.pages.models.places import (
    MeetingPlaceDay,
    MeetingPlaceHours,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
)
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.services import ProviderPage, ServicePage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings
from portal.pages.models.workers import TeamPage, WorkerAbsence, WorkerExtraDay, WorkerHours, WorkerPage

__all__ = [
    "Author",
    "BinPage",
    "BinnedPage",
    "BlogByline",
    "BlogIndexPage",
    "BlogPost",
    "ContentPage",
    "EditorStart",
    "Finding",
    "HomePage",
    "IndexPage",
    "MeetingPlaceDay",
    "MeetingPlaceHours",
    "MeetingPlacePage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "OpeningException",
    "OpeningHours",
    "PageCare",
    "PlainLanguageTask",
    "PollAnswer",
    "ProviderPage",
    "ReadingPage",
    "SecondReaderTask",
    "ServicePage",
    "SiteSettings",
    "StandardPage",
    "TeamPage",
    "WorkerAbsence",
    "WorkerExtraDay",
    "WorkerHours",
    "WorkerPage",
]
