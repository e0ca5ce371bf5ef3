"""What resources share that everybody may read where a claim set is public: found by slug, with or without a token."""

from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import IsAuthenticatedOrReadOnly

from api.permissions import reader_of
from api.v1.base import Resource
from releases.models import ClaimSet
from releases.queries.releases import find_claim_set


class PublicResource(Resource):
    """A resource of claim sets: what is public is read without a token, the rest as everywhere."""

    permission_classes = (IsAuthenticatedOrReadOnly,)

    def get_queryset(self) -> QuerySet[Any]:
        """Return what belongs to claim sets that who asks may read."""
        queryset = super(Resource, self).get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        return self.visible(queryset)

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the rows that who asks may read."""
        raise NotImplementedError

    def get_object(self) -> Any:  # noqa: ANN401 - the resource's model
        """Return the object of the address, held if it is to be changed, if it is there for who asks."""
        rows = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_field]})
        self.hold(rows)
        return self.found(rows.first() or self.refuse())

    def get_claim_set(self) -> ClaimSet:
        """Return the claim set of the address, if it is there for who asks."""
        return find_claim_set(self.kwargs["slug"], reader_of(self.request)) or self.refuse()

    def refuse(self) -> NoReturn:
        """Raise 404, or 401 for who may see it after logging in: the two look the same for what is not there."""
        if reader_of(self.request) is None:
            raise NotAuthenticated
        raise Http404
