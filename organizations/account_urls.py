"""What people do for their organizations, under their own pages."""

from django.urls import path

from organizations.views import claims, disclosure, listing, members, proposals, rechecks

urlpatterns = [
    path("organizations/<str:public_id>/members/", members.member_list, name="member_list"),
    path("organizations/<str:public_id>/members/invite/", members.member_invite, name="member_invite"),
    path("organizations/<str:public_id>/members/<int:pk>/", members.member_edit, name="member_edit"),
    path("organizations/<str:public_id>/leave/", members.member_leave, name="member_leave"),
    path(
        "organizations/<str:public_id>/invitations/<int:pk>/withdraw/",
        members.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "organizations/<str:public_id>/invitations/<int:pk>/resend/",
        members.invitation_resend,
        name="invitation_resend",
    ),
    path("invitation/", members.invitation_accept, name="invitation_accept"),
    path("recheck/", rechecks.recheck, name="recheck"),
    path("claims/", claims.claim_search, name="claim_search"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim_detail"),
    path("claims/<int:pk>/withdraw/", claims.claim_withdraw, name="claim_withdraw"),
    path("claims/<int:pk>/evidence/", claims.claim_evidence, name="claim_evidence"),
    path("organizations/<str:public_id>/claim/", claims.claim_create, name="claim_create"),
    path("listing/", listing.listing_kind, name="listing_kind"),
    path("listing/<str:kind>/", listing.listing_create, name="listing_create"),
    path("listings/<int:pk>/", listing.listing_detail, name="listing_detail"),
    path("listings/<int:pk>/withdraw/", listing.listing_withdraw, name="listing_withdraw"),
    path("listings/<int:pk>/evidence/", listing.listing_evidence, name="listing_evidence"),
    path("organizations/<str:public_id>/profile/", proposals.profile_edit, name="profile_edit"),
    path("organizations/<str:public_id>/profile/confirm/", proposals.profile_confirm, name="profile_confirm"),
    path(
        "organizations/<str:public_id>/profile/<slug:slug>/",
        proposals.profile_edit_section,
        name="profile_edit_section",
    ),
    path("organizations/<str:public_id>/proposals/", proposals.proposal_list, name="proposal_list"),
    path("organizations/<str:public_id>/proposals/<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path(
        "organizations/<str:public_id>/proposals/<int:pk>/withdraw/",
        proposals.proposal_withdraw,
        name="proposal_withdraw",
    ),
    path("disclosure/", disclosure.disclosure_list, name="disclosure_list"),
    path("disclosure/<str:about>/", disclosure.disclosure_detail, name="disclosure_detail"),
    path("disclosure/<str:about>/withdraw/", disclosure.disclosure_withdraw, name="disclosure_withdraw"),
]
