from django.urls import path

from community.dialogue.ideas import desk, views

app_name = "ideas"
urlpatterns = [
    path("ideeen/insturen/<int:page_id>/", views.send, name="send"),
    path("ideeen/bedankt/", views.asked, name="asked"),
    path("ideeen/van-mij/<str:token>/", views.own, name="own"),
    path("ideeen/<uuid:uuid>/", views.detail, name="detail"),
    path("werk/ideeen/", desk.board, name="board"),
    path("werk/ideeen/<uuid:uuid>/", desk.idea, name="desk_idea"),
    path("werk/ideeen/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
]
