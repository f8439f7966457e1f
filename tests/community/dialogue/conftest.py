from __future__ import annotations

import pytest
from django.core import signing
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, Site

from community.people.enums import Role
from portal.forms.base import SALT, TOO_FAST_SECONDS
from portal.pages.models import BlogIndexPage, BlogPost, HomePage
from tests.factories.people import UserFactory


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def home(site: Site) -> HomePage:
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Begin", slug="begin"))
    site.root_page = page
    site.save()
    return page


@pytest.fixture
def post(home: HomePage) -> BlogPost:
    """A post with a question, open for comments."""
    blog = home.add_child(instance=BlogIndexPage(title="Het blog", slug="blog"))
    return blog.add_child(instance=BlogPost(title="Soep", slug="soep", question="Wat is samen eten u waard?"))


@pytest.fixture
def opened() -> str:
    """The moment at which a form was opened, long enough ago for a person."""
    return signing.dumps(int(timezone.now().timestamp()) - TOO_FAST_SECONDS - 1, salt=SALT)


@pytest.fixture
def moderator():
    return UserFactory(first_name="Joris", roles=[Role.MODERATOR], is_staff=True)
