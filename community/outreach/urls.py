from django.urls import path

from community.outreach import desk, doors, table, views

app_name = "outreach"
urlpatterns = [
    path("kom-langs/", views.ask, name="ask"),
    path("kom-langs/zorgen/", views.worried, name="worried"),
    path("kom-langs/<slug:slug>/", views.ask, name="ask_worker"),
    path("bezoek/<str:token>/", views.follow, name="follow"),
    path("bezoek/<str:token>/dank/", views.thanks, name="thanks"),
    path("bezoek/<str:token>/<slug:name>/", views.say, name="say"),
    path("werk/bezoeken/", desk.board, name="board"),
    path("werk/bezoeken/<uuid:uuid>/", desk.detail, name="visit"),
    path("werk/bezoeken/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
    path("werk/deur/nieuw/", doors.begin, name="begin"),
    path("werk/deur/<uuid:uuid>/", doors.walk, name="round"),
    path("werk/deur/<uuid:uuid>/antwoord/", doors.answer, name="answer"),
    path("werk/deur/<uuid:uuid>/klaar/", doors.close, name="close"),
    path("werk/deur/<uuid:uuid>/<slug:number>/terug/", doors.undo, name="undo"),
    path("werk/deur/<uuid:uuid>/<slug:number>/bezoek/", doors.welcome, name="welcome"),
    path("werk/intervisie/", table.cases, name="cases"),
    path("werk/intervisie/nieuw/", table.bring, name="bring"),
    path("werk/intervisie/<uuid:uuid>/", table.case, name="case"),
    path("werk/intervisie/<uuid:uuid>/weg/", table.take_back, name="take_back"),
]
