from django.urls import path

from community.dialogue.initiatives import desk, views

app_name = "initiatives"
urlpatterns = [
    path("initiatieven/", views.everything, name="everything"),
    path("initiatieven/<uuid:uuid>/", views.detail, name="detail"),
    path("initiatieven/<uuid:uuid>/meedoen/", views.join, name="join"),
    path("mijn/initiatieven/<uuid:uuid>/", views.inside, name="inside"),
    path("mijn/initiatieven/<uuid:uuid>/eruit/", views.leave, name="leave"),
    path("mijn/initiatieven/<uuid:uuid>/doe/<slug:name>/", views.act, name="act"),
    path("mijn/initiatieven/<uuid:uuid>/taak/<uuid:task>/<slug:name>/", views.task, name="task"),
    path("mijn/initiatieven/<uuid:uuid>/geld/<uuid:line>/terug/", views.turn_back, name="turn_back"),
    path("mijn/initiatieven/<uuid:uuid>/datum/<uuid:day>/weg/", views.erase_date, name="erase_date"),
    path("werk/initiatieven/nieuw/<uuid:idea>/", desk.begin, name="begin"),
]
