"""Lists in pages that are numbered from 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import Http404

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
Shape = TypeVar("Shape")

_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class PageShape(Generic[Shape]):
    """One page of a list: its items, its number, how many pages and items there are in all."""

    items: tuple[Shape, ...]
    number: int
    pages: int
    total: int

    @property
    def newer(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        """The number of the page after."""
        return self.number + 1 if self.number < self.pages else None


def page_of(
    rows: Rows,
    number: str | None,
    shapes_of: Callable[[Rows], Iterable[Shape]],
    *,
    size: int = 30,
) -> PageShape[Shape]:
    """The page that a `?page=` asks for, the first without one. Http404 where there is no such page."""
    if number is not None and not _NUMBER.fullmatch(number):
        raise Http404(number)
    paginator = Paginator(rows, size)
    try:
        page = paginator.page(int(number or 1))
    except EmptyPage as error:
        raise Http404(number) from error
    items = tuple(shapes_of(page.object_list))  # type: ignore[arg-type]
    return PageShape(items, page.number, paginator.num_pages, paginator.count)
