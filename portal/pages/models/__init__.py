"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.blog import BlogByline, BlogIndexPage, BlogPost
from portal.pages.models.home import HomePage
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings

__all__ = [
    "Author",
    "BlogByline",
    "BlogIndexPage",
    "BlogPost",
    "ContentPage",
    "HomePage",
    "IndexPage",
    "OpeningException",
    "OpeningHours",
    "ReadingPage",
    "SiteSettings",
    "StandardPage",
]
