from django.urls import path

from community.questions import desk, views

app_name = "questions"
urlpatterns = [
    path("vraag/", views.ask, name="ask"),
    path("vraag/<str:token>/", views.follow, name="follow"),
    path("vraag/<str:token>/dank/", views.thanks, name="thanks"),
    path("vraag/<str:token>/<slug:name>/", views.say, name="say"),
    path("werk/vragen/", desk.show_board, name="board"),
    path("werk/vragen/nieuw/", desk.write_down, name="write_down"),
    path("werk/vragen/<uuid:uuid>/", desk.detail, name="question"),
    path("werk/vragen/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
]
