"""What the portal does every night with members and requests, and with what readers told."""

from organizations.services.look_ups import forget_old_words, forget_reporters
from organizations.services.members.contacts import blank_contacts_of_the_gone
from organizations.services.members.letters import withdraw_letters_of_the_gone
from organizations.services.members.requests import delete_old_evidence, expire_requests
from organizations.services.members.unanswered import forget_unanswered_addresses

DAILY_JOBS = (
    expire_requests,
    delete_old_evidence,
    blank_contacts_of_the_gone,
    withdraw_letters_of_the_gone,
    forget_unanswered_addresses,
    forget_reporters,
    forget_old_words,
)
