from django.urls import path

from portal.pages.formula import views

app_name = "formula"
urlpatterns = [
    path("keurmerk/", views.marks, name="marks"),
    path("keurmerk/<uuid:number>/", views.proof, name="proof"),
]

admin_urls = [
    path("formule/", views.overview, name="pages_formula"),
    path("formule/inrichten/", views.settings, name="pages_formula_settings"),
    path("formule/vraag/", views.invite, name="pages_formula_invite"),
    path("formule/voorstel/<int:number>/", views.proposal, name="pages_formula_proposal"),
    path("formule/lid/<int:number>/ja/", views.join, name="pages_formula_join"),
    path("formule/lid/<int:number>/stop/", views.end, name="pages_formula_end"),
    path("formule/lid/<int:number>/keurmerk/", views.mark, name="pages_formula_mark"),
    path("formule/lid/<int:number>/intrekken/", views.withdraw, name="pages_formula_withdraw"),
]
