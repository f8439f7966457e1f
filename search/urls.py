from django.urls import path, re_path

from search import alert_views, feeds, help_views, views
from search.contract import HELP

app_name = "search"
urlpatterns = [
    path("vacatures/", views.vacancy_list, name="vacancy_list"),
    path("vacatures/wat-past/", views.guide, name="guide"),
    path("vacatures/bericht/", alert_views.ask, name="alert_ask"),
    path("vacatures/bericht/gevraagd/", alert_views.asked, name="alert_asked"),
    path("vacatures/bericht/<uuid:token>/", alert_views.alert, name="alert"),
    path("vraag-en-aanbod/", help_views.help_list, name="help_list"),
    path("vraag-en-aanbod/bericht/", alert_views.ask, {"collection": HELP}, name="help_alert_ask"),
    path("vacatures/ingebed/", feeds.embedded, name="embedded"),
    re_path(
        r"^vacatures/ingebed/(?P<paper>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})\.css$",
        feeds.embedded_style,
        name="embedded_style",
    ),
    path("feeds/vacatures.atom", feeds.vacancy_feed, name="vacancy_feed"),
    path("zoeken/", views.site_search, name="site"),
    path("zoeken/suggesties/", views.suggest, name="suggest"),
]
