"""The members of an OpenAPI document that our page reads, typed; whatever else it holds is left alone."""

from __future__ import annotations

from msgspec import Struct, field


class Shape(Struct):
    """A schema: named elsewhere, a list of others, an object with members, or a plain type."""

    ref: str | None = field(name="$ref", default=None)
    type: str | list[str] | None = None
    format: str | None = None
    enum: list[str | int | None] | None = None
    description: str = ""
    items: Shape | None = None
    properties: dict[str, Shape] = {}
    required: list[str] = []
    any_of: list[Shape] = field(name="anyOf", default_factory=list)
    one_of: list[Shape] = field(name="oneOf", default_factory=list)

    def names(self) -> str:
        """The type in words, such as "string", "integer or null", "list of Board"."""
        if self.ref:
            return self.ref.rpartition("/")[2]
        if self.items is not None:
            return f"list of {self.items.names()}"
        if self.any_of or self.one_of:
            return " or ".join(dict.fromkeys(other.names() for other in self.any_of + self.one_of))
        types = self.type if isinstance(self.type, list) else [self.type or "any"]
        told = " or ".join(types)
        return f"{told} ({self.format})" if self.format else told

    def shape(self) -> str | None:
        """The name of the schema that it, or each of its items, follows."""
        inner = [*([self.items] if self.items else []), *self.any_of, *self.one_of]
        return (self.ref or "").rpartition("/")[2] or next((found for other in inner if (found := other.shape())), None)


class Media(Struct):
    """What is said in one media type."""

    schema: Shape = field(default_factory=Shape)


class Body(Struct):
    """What is sent, or answered under one status."""

    ref: str | None = field(name="$ref", default=None)
    description: str = ""
    content: dict[str, Media] = {}


class Parameter(Struct):
    """A part of the path, of the query or of the headers."""

    name: str = ""
    place: str = field(name="in", default="")
    required: bool = False
    description: str = ""
    schema: Shape = field(default_factory=Shape)


class Operation(Struct):
    """One method on one path."""

    summary: str = ""
    description: str = ""
    tags: list[str] = []
    parameters: list[Parameter] = []
    body: Body | None = field(name="requestBody", default=None)
    responses: dict[str, Body] = {}
    security: list[dict[str, list[str]]] = []


class Route(Struct):
    """One path and what can be done there."""

    parameters: list[Parameter] = []
    get: Operation | None = None
    post: Operation | None = None
    put: Operation | None = None
    patch: Operation | None = None
    delete: Operation | None = None

    def operations(self) -> list[tuple[str, Operation]]:
        """The methods that exist here, in a fixed order."""
        known = {"GET": self.get, "POST": self.post, "PUT": self.put, "PATCH": self.patch, "DELETE": self.delete}
        return [(method, found) for method, found in known.items() if found is not None]


class Tag(Struct):
    """A group of operations."""

    name: str
    description: str = ""


class About(Struct):
    """What the document says of itself."""

    title: str = ""
    version: str = ""
    description: str = ""


class Components(Struct):
    """What operations refer to by name."""

    schemas: dict[str, Shape] = {}
    responses: dict[str, Body] = {}


class Document(Struct):
    """The whole document."""

    info: About
    paths: dict[str, Route]
    tags: list[Tag] = []
    components: Components = field(default_factory=Components)

    def answer(self, body: Body) -> Body:
        """`body`, or the response that it names."""
        return self.components.responses[body.ref.rpartition("/")[2]] if body.ref else body

    def tagged(self, tag: str) -> list[tuple[str, str, Route, Operation]]:
        """Path, method, route and operation of everything under a tag."""
        return [
            (path, method, route, operation)
            for path, route in self.paths.items()
            for method, operation in route.operations()
            if tag in operation.tags
        ]
