from django.urls import path

from community.dialogue.comments import desk, views

app_name = "comments"
urlpatterns = [
    path("reacties/bedankt/", views.asked, name="asked"),
    path("reacties/gemeld/", views.reported, name="reported"),
    path("reacties/<int:page_id>/", views.start, name="start"),
    path("reacties/<int:page_id>/versturen/", views.write, name="write"),
    path("reacties/antwoord/<uuid:uuid>/", views.answer, name="answer"),
    path("reacties/melden/<uuid:uuid>/", views.report, name="report"),
    path("reacties/van-mij/<str:token>/", views.own, name="own"),
    path("werk/reacties/", desk.queue, name="queue"),
    path("werk/reacties/vervolg/<int:page_id>/", desk.gather, name="gather"),
    path("werk/reacties/<uuid:uuid>/", desk.comment, name="comment"),
    path("werk/reacties/<uuid:uuid>/<slug:name>/", desk.act, name="act"),
]
