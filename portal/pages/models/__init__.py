"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.approval import PlainLanguageTask, SecondReaderTask
from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.blog import BlogByline, BlogIndexPage, BlogPost
from portal.pages.models.care import BinnedPage, BinPage, EditorStart, Finding, PageCare, PollAnswer
from portal.pages.models.home import HomePage
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.services import ProviderPage, ServicePage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings

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
]
