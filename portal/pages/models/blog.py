from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Page

from portal.pages.blocks import BodyBlocks
from portal.pages.enums import Family
from portal.pages.fields import BlocksField
from portal.pages.models.articles import ArticlePage, Byline
from portal.pages.models.base import ContentPage


class ListPage(ContentPage):
    """A list with a text above it; what it lists is found when it is read."""

    body = BlocksField(BodyBlocks(), blank=True, verbose_name=_("tekst boven de lijst"))

    content_panels = [*Page.content_panels, "lead", FieldRowPanel(["tint", "drawing"]), "body"]

    class Meta:
        abstract = True


class BlogIndexPage(ListPage):
    """The posts of a site, by year, theme and writer."""

    template = "pages/blog_index_page.html"
    schema_page = "Blog"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types = ["pages.BlogPost"]
    family = Family.STORIES
    page_description = _("De lijst met berichten, per jaar, onderwerp en schrijver.")

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")


class BlogPost(ArticlePage):
    """A post by one or more writers, ours or guests."""

    template = "pages/blog_post.html"
    parent_page_types = ["pages.BlogIndexPage"]
    schema_kind = "BlogPosting"
    family = Family.STORIES
    page_description = _("Een bericht van een of meer schrijvers. Ook gasten kunnen schrijven.")

    class Meta:
        verbose_name = _("blogbericht")
        verbose_name_plural = _("blogberichten")


class BlogByline(Byline):
    page = ParentalKey(BlogPost, on_delete=models.CASCADE, related_name="bylines")

    class Meta(Byline.Meta):
        verbose_name = _("schrijver van een bericht")
        verbose_name_plural = _("schrijvers van een bericht")
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="blog_author_once")]
