from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from seminars.views import (
    attendance,
    badges,
    calendars,
    certificates,
    changes,
    check_in,
    events,
    files,
    meetings,
    offers,
    papers,
    registrations,
    survey,
    tickets,
    walk_ins,
)
from seminars.views.feed import event_feed

app_name = "seminars"


class Token(StringConverter):
    """What opens a ticket or a calendar, as ``secrets`` makes it; nothing else gets as far as the database."""

    regex = "[A-Za-z0-9_-]{20,40}"


register_converter(Token, "token")

urlpatterns: list[URLPattern] = [
    # For everybody --------------------------------------------------------------------------------------
    path("", events.event_list, name="event_list"),
    path("columns/", events.columns, name="columns"),
    path("feed/", event_feed, name="event_feed"),
    path("calendar/", calendars.calendar_address, name="calendar_address"),
    path("calendar/<token:token>.ics", calendars.own_calendar, name="own_calendar"),
    path("<int:pk>/", events.event_detail, name="event_detail"),
    path("<int:pk>/calendar.ics", calendars.event_calendar, name="event_calendar"),
    path("<int:pk>/files/<int:file_pk>/", files.event_file, name="event_file"),
    # Registrations --------------------------------------------------------------------------------------
    path("<int:pk>/register/", registrations.registration_new, name="registration_new"),
    path("registrations/<int:pk>/", registrations.registration_detail, name="registration_detail"),
    path("registrations/<int:pk>/change/", changes.registration_change, name="registration_change"),
    path("registrations/<int:pk>/cancel/", changes.registration_cancel, name="registration_cancel"),
    path("registrations/<int:pk>/people/<int:attendee_pk>/transfer/", changes.place_transfer, name="place_transfer"),
    path("registrations/<int:pk>/offer/", offers.registration_offer, name="registration_offer"),
    path("registrations/<int:pk>/papers/", papers.paper_issue, name="paper_issue"),
    path("registrations/<int:pk>/papers/<int:paper_pk>/", papers.paper, name="paper"),
    path("registrations/<int:pk>/people/<int:attendee_pk>/visa-letter/", papers.visa_letter, name="visa_letter"),
    path("tickets/<token:token>/", tickets.ticket, name="ticket"),
    path("tickets/<token:token>/calendar.ics", tickets.ticket_calendar, name="ticket_calendar"),
    # Meetings -------------------------------------------------------------------------------------------
    path("<int:pk>/wishes/", meetings.meeting_wishes, name="meeting_wishes"),
    path("<int:pk>/meetings/", meetings.own_meetings, name="own_meetings"),
    path("<int:pk>/meetings/calendar.ics", meetings.own_meetings_calendar, name="own_meetings_calendar"),
    path("<int:pk>/meetings/board/", meetings.meeting_board, name="meeting_board"),
    path("<int:pk>/meetings/tables/", meetings.meeting_tables, name="meeting_tables"),
    path("<int:pk>/meetings/organizations/", meetings.meeting_overview, name="meeting_overview"),
    # On the day and afterwards --------------------------------------------------------------------------
    path("<int:pk>/check-in/", check_in.check_in, name="check_in"),
    path("<int:pk>/check-in/send/", check_in.check_in_send, name="check_in_send"),
    path("<int:pk>/check-in/changes/", check_in.check_in_changes, name="check_in_changes"),
    path("<int:pk>/check-in/walk-in/", walk_ins.check_in_walk_in, name="check_in_walk_in"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/badges/", badges.badges, name="badges"),
    path("<int:pk>/survey/", survey.survey_results_page, name="survey_results"),
    path("tickets/<token:token>/survey/", survey.survey, name="survey"),
    path("tickets/<token:token>/certificate/", certificates.certificate, name="certificate"),
    path(
        "registrations/<int:pk>/certificates/",
        certificates.registration_certificates,
        name="registration_certificates",
    ),
]
