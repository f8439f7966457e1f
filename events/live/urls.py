from django.urls import path

from events.live import views

app_name = "live"
urlpatterns = [
    path("agenda/<slug:slug>/live/", views.room, name="room"),
    path("agenda/<slug:slug>/live/state", views.state, name="state"),
    path("agenda/<slug:slug>/live/events", views.events, name="events"),
    path("agenda/<slug:slug>/live/vraag/", views.ask, name="ask"),
    path("agenda/<slug:slug>/live/vraag/<uuid:uuid>/ook/", views.vote, name="vote"),
    path("agenda/<slug:slug>/live/vraag/<uuid:uuid>/intrekken/", views.withdraw, name="withdraw"),
    path("agenda/<slug:slug>/live/peiling/<uuid:uuid>/", views.answer_poll, name="answer_poll"),
]
