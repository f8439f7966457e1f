from django.urls import path

from events.live import desk, views

app_name = "live"
urlpatterns = [
    path("agenda/<slug:slug>/live/", views.room, name="room"),
    path("agenda/<slug:slug>/live/podium/", views.stage, name="stage"),
    path("agenda/<slug:slug>/live/tekst/", views.captions, name="captions"),
    path("agenda/<slug:slug>/live/blad/", views.leaflet, name="leaflet"),
    path("agenda/<slug:slug>/live/toetsen/", views.bridge, name="bridge"),
    path("agenda/<slug:slug>/live/tips/", views.tips, name="tips"),
    path("agenda/<slug:slug>/live/tips/dank/", views.tips_thanks, name="tips_thanks"),
    path("agenda/<slug:slug>/live/state", views.state, name="state"),
    path("agenda/<slug:slug>/live/events", views.events, name="events"),
    path("agenda/<slug:slug>/live/vraag/", views.ask, name="ask"),
    path("agenda/<slug:slug>/live/vooraf/", views.send_ahead, name="send_ahead"),
    path("agenda/<slug:slug>/live/vraag/<uuid:uuid>/ook/", views.vote, name="vote"),
    path("agenda/<slug:slug>/live/vraag/<uuid:uuid>/intrekken/", views.withdraw, name="withdraw"),
    path("agenda/<slug:slug>/live/peiling/<uuid:uuid>/", views.answer_poll, name="answer_poll"),
    path("werk/live/", desk.rooms, name="rooms"),
    path("werk/live/<slug:slug>/", desk.questions, name="desk"),
    path("werk/live/<slug:slug>/telefoon/", desk.telephone, name="telephone"),
    path("werk/live/<slug:slug>/telefoon/<uuid:uuid>/<slug:name>/", desk.call, name="call"),
    path("werk/live/<slug:slug>/verslag/", desk.report, name="report"),
    path("werk/live/<slug:slug>/verslag/plakken/", desk.paste, name="paste"),
    path("werk/live/<slug:slug>/tips/", desk.letters, name="letters"),
    path("werk/live/<slug:slug>/tips/<uuid:uuid>/", desk.letter_done, name="letter_done"),
    path("werk/live/<slug:slug>/bewaren/", desk.keep, name="keep"),
    path("werk/live/<slug:slug>/opnieuw/", desk.restart, name="restart"),
    path("werk/live/<slug:slug>/doe/<str:name>/", desk.do, name="do"),
]
