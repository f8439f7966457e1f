from django.urls import path

from vacancies.bank import views

app_name = "bank"
urlpatterns = [
    path("vacatures/<slug:slug>/", views.detail, name="detail"),
    path("mijn/organisatie/<uuid:uuid>/", views.organisation, name="organisation"),
    path("mijn/organisatie/<uuid:uuid>/nieuw/", views.write, name="write"),
    path("mijn/vacature/<uuid:uuid>/", views.step, name="step"),
    path("mijn/vacature/<uuid:uuid>/bewerken/", views.edit, name="edit"),
    path("mijn/vacature/<uuid:uuid>/vervuld/", views.fill, name="fill"),
    path("mijn/vacature/<uuid:uuid>/<slug:name>/", views.take_step, name="take_step"),
]
