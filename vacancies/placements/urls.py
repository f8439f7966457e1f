from django.urls import path

from vacancies.placements import callbacks, desk, views

app_name = "placements"
urlpatterns = [
    path("vacatures/<slug:slug>/aanmelden/", views.apply, name="apply"),
    path("meedoen/aanmelden/", views.general, name="general"),
    path("bel-mij-terug/", callbacks.call_back, name="call_back"),
    path("aanmelding/", views.code, name="code"),
    path("aanmelding/<str:token>/", views.follow, name="follow"),
    path("aanmelding/<str:token>/dank/", views.thanks, name="thanks"),
    path("aanmelding/<str:token>/intrekken/", views.withdraw, name="withdraw"),
    path("werk/", desk.show_board, name="board"),
    path("werk/aanmelding/", desk.write_down, name="write_down"),
    path("werk/aanmelding/<uuid:uuid>/", desk.application, name="application"),
    path("werk/aanmelding/<uuid:uuid>/brief/", desk.letter, name="letter"),
    path("werk/aanmelding/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
]
