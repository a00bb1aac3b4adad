"""Organizations whose standing and fees hang on each of the facts, and one write of every kind to them."""

import datetime
import random

from django.db import connection

from countries.models import Agreement, Counterpart, CountryMeasure, ExchangeRate, FeeCap, Programme
from organizations.models import Approval, Fee, ListEdition, ListEntry, Organization, OrganizationMeasure
from tests import factories as make

FIRST = datetime.date(2024, 1, 1)
DAY = FIRST + datetime.timedelta(days=60)


class World:
    """Each method after ``office_of`` is a write that changes what the rules say of some organization."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.programme = make.make_programme()
        self.other = make.make_programme(code="ssw", new_plans_until=None, position=1)
        make.make_programme(code="esd", new_plans_from=DAY + datetime.timedelta(days=1), position=2)
        self.countries = [make.make_country() for _number in range(3)]
        make.make_exchange_rate("USD", day=FIRST)
        make.make_exchange_rate("VND", day=FIRST, yen="0.006")
        for country in self.countries:
            make.make_moc(country, self.programme, others_refused_from="2024-01-01")
            make.make_fee_cap(country)
            office = make.make_counterpart(country)
            approved, lapsed, unnamed, suspended, ended, named = [make.make_organization(country) for _each in range(6)]
            make.make_approval(approved, office, confirmed_on="2024-02-20")
            make.make_approval(lapsed, office, confirmed_on="2023-12-01")
            make.make_approval(suspended, office, confirmed_on="2024-02-20")
            make.make_approval(ended, office, confirmed_on="2024-02-20", approved_until="2024-02-25")
            make.make_measure(suspended, from_on="2024-02-01")
            make.make_measure(ended, from_on="2023-02-01", until_on="2023-03-01")
            make.make_list_edition(office, approved, suspended, named, published_on=datetime.date(2024, 2, 20))
            make.make_fee(approved, amount=3000)
            make.make_fee(lapsed, amount=80_000_000, currency="VND")
            make.make_fee(unnamed, amount=4000)
        make.make_country_measure(self.countries[2], from_on="2024-02-01")

    def any(self, model, **conditions):
        return self.draw.choice(list(model.objects.filter(**conditions).order_by("pk")))

    def of_open_country(self, **conditions):
        return self.any(Organization, country__in=self.countries[:2], **conditions)

    def office_of(self, organization):
        return self.any(Counterpart, country=organization.country)

    def approve(self):
        organization = self.of_open_country()
        make.make_moc(organization.country, self.other)
        make.make_approval(organization, self.office_of(organization), self.other, confirmed_on=str(DAY))

    def confirm_with_save(self):
        organization = self.of_open_country(sending__approvals__confirmed_on="2023-12-01")
        approval = organization.sending.approvals.get()
        approval.confirmed_on = str(DAY)
        approval.save()

    def confirm_by_update(self):
        Approval.objects.update(confirmed_on="2024-03")

    def end_approvals_by_sql(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organizations_approval SET approved_until = '2024-02-29' WHERE approved_until = ''")

    def take_approval_away(self):
        self.of_open_country(sending__approvals__isnull=False).sending.approvals.all().delete()

    def suspend(self):
        make.make_measure(self.of_open_country(sending__measures=None), from_on="2024-02")

    def suspend_several(self):
        rows = [
            OrganizationMeasure(
                sending_organization_id=pk, kind="suspension", side="sending", from_on="2024-01-01", **make.SOURCE
            )
            for pk in Organization.objects.order_by("pk").values_list("pk", flat=True)[:3]
        ]
        OrganizationMeasure.objects.bulk_create(rows)

    def move_measure(self):
        target = self.of_open_country(sending__measures=None)
        OrganizationMeasure.objects.filter(from_on="2024-02-01").update(sending_organization=target.pk)

    def end_measures(self):
        OrganizationMeasure.objects.filter(until_on="").update(until_on="2024-02-28")

    def lift_measures(self):
        OrganizationMeasure.objects.all().delete()

    def publish(self):
        organization = self.of_open_country(sending__approvals=None, sending__list_entries=None)
        make.make_list_edition(self.office_of(organization), organization, published_on=DAY)

    def call_lists_incomplete(self):
        ListEdition.objects.update(is_complete=False)

    def reassign_lists(self):
        for office in Counterpart.objects.all():
            ListEdition.objects.filter(issuer=office).update(issuer=make.make_counterpart(office.country))

    def name_on_list(self):
        organization = self.of_open_country(sending__approvals=None, sending__list_entries=None)
        edition = self.any(ListEdition, issuer__country=organization.country)
        ListEntry.objects.create(edition=edition, sending_organization=organization.sending)

    def strike_from_list(self):
        ListEntry.objects.all().delete()

    def withdraw_list(self):
        self.any(ListEdition, issuer__country=self.countries[0]).delete()

    def stop_country(self):
        make.make_country_measure(self.draw.choice(self.countries[:2]), from_on="2024-02")

    def stop_country_later(self):
        CountryMeasure.objects.update(from_on="2024-03-15", until_on="")

    def let_country_go_on(self):
        CountryMeasure.objects.all().delete()

    def sign(self):
        make.make_moc(self.draw.choice(self.countries[:2]), self.other)

    def refuse_others_later(self):
        Agreement.objects.update(others_refused_from="2024-04")

    def cover_other_programme(self):
        for agreement in Agreement.objects.all()[:3]:
            agreement.programmes.set([self.other])

    def cover_nothing(self):
        self.any(Agreement, country=self.countries[0]).programmes.clear()

    def end_agreement(self):
        self.any(Agreement, country=self.countries[0]).delete()

    def tolerate(self):
        Counterpart.objects.update(list_tolerance_days=1)

    def move_office(self):
        Counterpart.objects.filter(country=self.countries[0]).update(country=self.countries[1])

    def close_programme(self):
        Programme.objects.filter(code="titp").update(new_plans_until=DAY - datetime.timedelta(days=1))

    def open_programme(self):
        Programme.objects.filter(code="esd").update(new_plans_from=DAY)

    def move_organization(self):
        Organization.objects.filter(pk=self.of_open_country().pk).update(country=self.countries[2])

    def new_organization(self):
        make.make_organization(self.countries[0])

    def charge(self):
        make.make_fee(self.of_open_country(sending__fees=None), amount=3000)

    def charge_more(self):
        Fee.objects.update(amount=3601)

    def charge_in_other_money(self):
        Fee.objects.update(currency="VND", amount=90_000_000)

    def charge_nothing(self):
        self.any(Fee).delete()

    def cap(self):
        FeeCap.objects.all().delete()
        make.make_fee_cap(self.draw.choice(self.countries), kind="none_allowed")

    def cap_lower(self):
        FeeCap.objects.filter(kind="amount").update(amount=100)

    def uncap(self):
        FeeCap.objects.all().delete()

    def rate(self):
        make.make_exchange_rate("VND", day=DAY, yen="0.02")

    def change_rate(self):
        ExchangeRate.objects.filter(currency="VND").update(yen="0.02")

    def forget_rates(self):
        ExchangeRate.objects.all().delete()


WRITES = [name for name in vars(World) if not name.startswith("_")]
WRITES = WRITES[WRITES.index("office_of") + 1 :]
