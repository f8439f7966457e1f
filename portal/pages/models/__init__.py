"""Page types and settings, one file per family. A type names its parents; a parent takes whoever names it."""

from portal.pages.models.approval import PlainLanguageTask, SecondReaderTask
from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage, ReadingPage
from portal.pages.models.blog import BlogByline, BlogIndexPage, BlogPost
from portal.pages.models.care import BinnedPage, BinPage, EditorStart, Finding, PageCare, PollAnswer
from portal.pages.models.figures import FiguresPage
from portal.pages.models.files import BinnedFile, FileBin
from portal.pages.models.formula import Formula, FormulaPage, Membership
from portal.pages.models.home import HomePage
from portal.pages.models.library import (
    FaqPage,
    LandingPage,
    PropositionPage,
    TipsPage,
    TrendsByline,
    TrendsPage,
)
from portal.pages.models.life import LifeEventPage
from portal.pages.models.meetings import MeetingPage
from portal.pages.models.own_questions import FormField, FormPage
from portal.pages.models.places import (
    MeetingPlaceDay,
    MeetingPlaceHours,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
)
from portal.pages.models.prevention import PreventionPage
from portal.pages.models.providers import CareAndWelfarePage, ProviderPage
from portal.pages.models.reading import IndexPage, StandardPage
from portal.pages.models.services import ServicePage
from portal.pages.models.settings import OpeningException, OpeningHours, SiteSettings
from portal.pages.models.statements import AccessibilityPage, ComplaintsPage, PrivacyPage
from portal.pages.models.stories import StoryByline, StoryConsent, StoryIndexPage, StoryPage
from portal.pages.models.support import CaregiverSupportPage, InternshipPage, VolunteerSupportPage
from portal.pages.models.together import IdeasPage, LearningNetworkPage
from portal.pages.models.workers import TeamPage, WorkerAbsence, WorkerExtraDay, WorkerHours, WorkerPage

__all__ = [
    "AccessibilityPage",
    "Author",
    "BinPage",
    "BinnedFile",
    "BinnedPage",
    "BlogByline",
    "BlogIndexPage",
    "BlogPost",
    "CareAndWelfarePage",
    "CaregiverSupportPage",
    "ComplaintsPage",
    "ContentPage",
    "EditorStart",
    "FaqPage",
    "FiguresPage",
    "FileBin",
    "Finding",
    "FormField",
    "FormPage",
    "Formula",
    "FormulaPage",
    "HomePage",
    "IdeasPage",
    "IndexPage",
    "InternshipPage",
    "LandingPage",
    "LearningNetworkPage",
    "LifeEventPage",
    "MeetingPage",
    "MeetingPlaceDay",
    "MeetingPlaceHours",
    "MeetingPlacePage",
    "Membership",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "OpeningException",
    "OpeningHours",
    "PageCare",
    "PlainLanguageTask",
    "PollAnswer",
    "PreventionPage",
    "PrivacyPage",
    "PropositionPage",
    "ProviderPage",
    "ReadingPage",
    "SecondReaderTask",
    "ServicePage",
    "SiteSettings",
    "StandardPage",
    "StoryByline",
    "StoryConsent",
    "StoryIndexPage",
    "StoryPage",
    "TeamPage",
    "TipsPage",
    "TrendsByline",
    "TrendsPage",
    "VolunteerSupportPage",
    "WorkerAbsence",
    "WorkerExtraDay",
    "WorkerHours",
    "WorkerPage",
]
