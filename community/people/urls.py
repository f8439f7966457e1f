from django.urls import path

from community.people import letters, my_data, views

app_name = "people"
urlpatterns = [
    path("mijn/", views.mine, name="mine"),
    path("account/beheer/", views.admin_door, name="admin_door"),
    path("account/tweede-sleutel/", views.second_factor, name="second_factor"),
    path("mijn/gegevens/", my_data.data, name="data"),
    path("mijn/gegevens/download/", my_data.download, name="download"),
    path("mijn/gegevens/wissen/", my_data.leave, name="leave"),
    path("mijn/gegevens/blijven/", my_data.remain, name="remain"),
    path("werk/brieven/", letters.board, name="letters"),
    path("werk/brieven/print/", letters.print_all, name="letters_print"),
    path("werk/brieven/<int:number>/", letters.one, name="letter"),
    path("werk/brieven/<int:number>/<slug:name>/", letters.act, name="letter_act"),
]
