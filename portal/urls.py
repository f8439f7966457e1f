"""Which department answers which address. Wiring only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import views as sitemaps
from wagtail.documents import urls as wagtaildocs_urls

from events.agenda.sitemaps import EventSitemap
from portal import health, media
from portal.notices import device_views
from portal.pages import editor_views, site_history
from portal.pages.sitemaps import PageSitemap
from vacancies.bank.sitemaps import VacancySitemap

SITEMAPS = {"pages": PageSitemap, "vacancies": VacancySitemap, "events": EventSitemap}

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("portal.api")),
    path("hsds/", include("search.hsds.urls")),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("portal.pages.urls")),
    # In the root, so that one script speaks for the whole site.
    path("push-worker.js", device_views.worker, name="push_worker"),
    # Wagtail's own login would be a door past the second factor and the limits.
    path("beheer/login/", RedirectView.as_view(pattern_name="people:admin_door", query_string=True)),
    # Before Wagtail's own, which gives any page of any site by its number.
    path("beheer/choose-page/chosen-multiple/", editor_views.chosen_pages),
    # And its report, which tells of the rows of every site.
    path("beheer/reports/site-history/", site_history.whole),
    path("beheer/reports/site-history/results/", site_history.results),
    path("beheer/", include(wagtailadmin_urls)),
    path("media/<path:path>", media.picture, name="picture"),
    path("documenten/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("account/", include("community.people.account_urls")),
    path("", include("community.people.urls")),
    path("", include("portal.pages.reader_urls")),
    path("", include("community.credits.urls")),
    path("", include("community.circles.urls")),
    path("", include("community.moments.urls")),
    path("", include("community.help.urls")),
    path("", include("community.outreach.urls")),
    path("", include("community.questions.urls")),
    path("", include("portal.notices.urls")),
    path("", include("portal.pages.place_urls")),
    path("", include("portal.pages.story_urls")),
    path("", include("portal.pages.form_urls")),
    path("", include("portal.pages.formula.urls")),
    path("", include("community.dialogue.comments.urls")),
    path("", include("community.dialogue.ideas.urls")),
    path("", include("community.dialogue.feedback.urls")),
    path("", include("community.dialogue.networks.urls")),
    path("", include("community.dialogue.ambassadors.urls")),
    path("", include("community.dialogue.initiatives.urls")),
    path("", include("search.urls")),
    path("", include("vacancies.internships.urls")),
    path("", include("vacancies.placements.urls")),
    path("", include("vacancies.bank.urls")),
    path("", include("events.live.urls")),
    path("", include("events.agenda.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.not_allowed"
handler404 = "portal.errors.not_found"
handler429 = "portal.errors.too_many_of_allauth"
handler500 = "portal.errors.server_error"
