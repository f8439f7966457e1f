from django.urls import path

from vacancies.internships import views

app_name = "internships"
urlpatterns = [
    path("maatschappelijke-stage/zoeken/", views.ask, name="ask"),
    path("maatschappelijke-stage/plek-bieden/", views.offer, name="offer"),
]
