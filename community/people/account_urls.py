"""Outside the usual files of a slice: the addresses of allauth that the portal has. No password is set or reset."""

from allauth.account import views as account
from django.urls import include, path

from community.people import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("2fa/", include("allauth.mfa.urls")),
]
