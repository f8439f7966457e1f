from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("vacatures/", views.vacancy_list, name="vacancy_list"),
    path("zoeken/", views.site_search, name="site"),
]
