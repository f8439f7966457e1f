from django.urls import path

from community.moments import desk, views

app_name = "moments"
urlpatterns = [
    path("moment/vragen/<slug:slug>/", views.ask, name="ask"),
    path("moment/<str:token>/", views.follow, name="follow"),
    path("moment/<str:token>/dank/", views.thanks, name="thanks"),
    path("moment/<str:token>/intrekken/", views.withdraw, name="withdraw"),
    path("moment/<str:token>/moment.ics", views.calendar_file, name="calendar"),
    path("werk/momenten/", desk.board, name="board"),
    path("werk/momenten/<uuid:uuid>/", desk.detail, name="moment"),
    path("werk/momenten/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
]
