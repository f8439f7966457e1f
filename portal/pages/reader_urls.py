from django.urls import path

from portal.pages import reader_views as views

app_name = "reader"
urlpatterns = [
    path("lezen/", views.reading, name="reading"),
    path("film/<int:page_id>/<uuid:block_id>/", views.film, name="film"),
    path("film/bestand/<int:document_id>/", views.film_file, name="film_file"),
    path("peiling/<int:page_id>/<uuid:block_id>/", views.poll, name="poll"),
]
