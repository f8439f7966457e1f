from django.urls import path

from community.dialogue.ambassadors import desk, views

app_name = "ambassadors"
urlpatterns = [
    path("ambassadeurs/", views.everyone, name="everyone"),
    path("via/bedankt/", views.thanks, name="thanks"),
    path("via/<slug:code>/", views.door, name="door"),
    path("mijn/ambassadeur/", views.mine, name="mine"),
    path("mijn/ambassadeur/kaart/", views.card, name="card"),
    path("mijn/ambassadeur/stoppen/", views.stop, name="stop"),
    path("mijn/ambassadeur/welkom/<uuid:uuid>/<slug:name>/", views.answer, name="answer"),
    path("werk/ambassadeurs/", desk.board, name="desk"),
    path("werk/ambassadeurs/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
    path("werk/ambassadeurs/nieuw/<uuid:uuid>/<slug:name>/", desk.arrival, name="arrival"),
]
