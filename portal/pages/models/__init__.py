"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.approval import PlainLanguageTask, SecondReaderTask
from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.blog import BlogByline, BlogIndexPage, BlogPost
from portal.pages.models.care import BinnedPage, BinPage, EditorStart, Finding, PageCare, PollAnswer
from portal.pages.models.figures import FiguresPage
from portal.pages.models.home import HomePage
from portal.pages.models.life import LifeEventPage
from portal.pages.models.prevention import PreventionPage
from portal.pages.models.providers import CareAndWelfarePage, ProviderPage
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.services import ServicePage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings
from portal.pages.models.support import CaregiverSupportPage, InternshipPage, VolunteerSupportPage

__all__ = [
    "Author",
    "BinPage",
    "BinnedPage",
    "BlogByline",
    "BlogIndexPage",
    "BlogPost",
    "CareAndWelfarePage",
    "CaregiverSupportPage",
    "ContentPage",
    "EditorStart",
    "FiguresPage",
    "Finding",
    "HomePage",
    "IndexPage",
    "InternshipPage",
    "LifeEventPage",
    "OpeningException",
    "OpeningHours",
    "PageCare",
    "PlainLanguageTask",
    "PollAnswer",
    "PreventionPage",
    "ProviderPage",
    "ReadingPage",
    "SecondReaderTask",
    "ServicePage",
    "SiteSettings",
    "StandardPage",
    "VolunteerSupportPage",
]
