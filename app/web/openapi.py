"""The members of an OpenAPI document that our page reads, typed; the others are ignored."""

from __future__ import annotations

from msgspec import Struct, field


class ApiSchema(Struct):
    """A schema: named elsewhere, a list of others, an object with members, or a plain type."""

    ref: str | None = field(name="$ref", default=None)
    type: str | list[str] | None = None
    format: str | None = None
    enum: list[str | int | None] | None = None
    description: str = ""
    items: ApiSchema | None = None
    properties: dict[str, ApiSchema] = {}
    required: list[str] = []
    any_of: list[ApiSchema] = field(name="anyOf", default_factory=list)
    one_of: list[ApiSchema] = field(name="oneOf", default_factory=list)

    def type_name(self) -> str:
        """The type in words, such as "string", "integer or null", "list of Board"."""
        if self.ref:
            return self.ref.rpartition("/")[2]
        if self.items is not None:
            return f"list of {self.items.type_name()}"
        if self.any_of or self.one_of:
            return " or ".join(dict.fromkeys(other.type_name() for other in self.any_of + self.one_of))
        types = self.type if isinstance(self.type, list) else [self.type or "any"]
        text = " or ".join(types)
        return f"{text} ({self.format})" if self.format else text

    def find_schema_name(self) -> str | None:
        """The name of the schema that it, or each of its items, follows."""
        inner = [*([self.items] if self.items else []), *self.any_of, *self.one_of]
        return (self.ref or "").rpartition("/")[2] or next(
            (name for other in inner if (name := other.find_schema_name())), None
        )


class ApiMedia(Struct):
    """The payload in one media type."""

    schema: ApiSchema = field(default_factory=ApiSchema)


class ApiBody(Struct):
    """A request body, or the response of one status."""

    ref: str | None = field(name="$ref", default=None)
    description: str = ""
    content: dict[str, ApiMedia] = {}


class ApiParameter(Struct):
    """A part of the path, of the query or of the headers."""

    name: str = ""
    place: str = field(name="in", default="")
    required: bool = False
    description: str = ""
    schema: ApiSchema = field(default_factory=ApiSchema)


class ApiOperation(Struct):
    """One method on one path."""

    summary: str = ""
    description: str = ""
    tags: list[str] = []
    parameters: list[ApiParameter] = []
    body: ApiBody | None = field(name="requestBody", default=None)
    responses: dict[str, ApiBody] = {}
    security: list[dict[str, list[str]]] = []


class ApiRoute(Struct):
    """One path and what can be done there."""

    parameters: list[ApiParameter] = []
    get: ApiOperation | None = None
    post: ApiOperation | None = None
    put: ApiOperation | None = None
    patch: ApiOperation | None = None
    delete: ApiOperation | None = None

    def list_operations(self) -> list[tuple[str, ApiOperation]]:
        """The methods that exist here, in a fixed order."""
        operations = {"GET": self.get, "POST": self.post, "PUT": self.put, "PATCH": self.patch, "DELETE": self.delete}
        return [(method, operation) for method, operation in operations.items() if operation is not None]


class ApiTag(Struct):
    """A group of operations."""

    name: str
    description: str = ""


class ApiAbout(Struct):
    """The document's title, version and description."""

    title: str = ""
    version: str = ""
    description: str = ""


class ApiComponents(Struct):
    """The parts that operations refer to by name."""

    schemas: dict[str, ApiSchema] = {}
    responses: dict[str, ApiBody] = {}


class ApiDocument(Struct):
    """The whole document."""

    info: ApiAbout
    paths: dict[str, ApiRoute]
    tags: list[ApiTag] = []
    components: ApiComponents = field(default_factory=ApiComponents)

    def get_body_behind_reference(self, body: ApiBody) -> ApiBody:
        """`body`, or the response that it names."""
        return self.components.responses[body.ref.rpartition("/")[2]] if body.ref else body

    def list_tagged_operations(self, tag: str) -> list[tuple[str, str, ApiRoute, ApiOperation]]:
        """Path, method, route and operation of everything under a tag."""
        return [
            (path, method, route, operation)
            for path, route in self.paths.items()
            for method, operation in route.list_operations()
            if tag in operation.tags
        ]
