from django.urls import path

from vacancies.sharing import views

admin_urls = [
    path("delen/", views.overview, name="sharing_overview"),
    path("delen/vraag/", views.ask, name="sharing_ask"),
    path("delen/<int:number>/ja/", views.agree, name="sharing_agree"),
    path("delen/<int:number>/stop/", views.end, name="sharing_end"),
]
