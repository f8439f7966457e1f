"""Outside the usual files of a slice: addresses that are read in a language, beside robots.txt and the like."""

from django.urls import path

from portal.pages import views

app_name = "places"
urlpatterns = [
    path("in-welke-buurt/", views.find_neighbourhood, name="find"),
    path("llms.txt", views.plain_services, name="plain_services"),
]
