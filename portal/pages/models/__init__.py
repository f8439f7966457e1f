"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.home import HomePage
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.services import ProviderPage, ServicePage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings

__all__ = [
    "ContentPage",
    "HomePage",
    "IndexPage",
    "OpeningException",
    "OpeningHours",
    "ProviderPage",
    "ReadingPage",
    "ServicePage",
    "SiteSettings",
    "StandardPage",
]
