"""Effects stand at the edge: who may commit, read a request, ask the time, draw lots, or speak to Redis."""

from __future__ import annotations

import ast
import re

from tests.architecture.allowed import CHANCE, FLASK, QUEUE, TIME, needless
from tests.architecture.source import Import, Module, must_be_none, names_in, product

FLASK_PLACES = ("app/kernel/", "app/web/")
FLASK_FILES = ("routes.py", "pages.py")
PART_OF_FLASK = {"feature.py": {"Flask"}, "jobs.py": {"current_app"}}
"""A manifest names the application that it is given; a job asks the one it runs in for its settings and borders."""

SAYS_THE_TIME = re.compile(
    r"\b(datetime\.(now|utcnow|today|fromtimestamp)|date\.today|time\.time|time\.time_ns|time\.localtime)$"
)
DRAWS_LOTS = frozenset({"random", "secrets", "uuid"})
HOOKS = frozenset(
    {
        "session",
        "select",
        "insert",
        "update",
        "delete",
        "event",
        "validates",
        "hybrid_property",
        "column_property",
        "object_session",
    }
)
WRITES = frozenset({"insert", "update", "delete"})
WRITING_SQL = re.compile(r"^\s*(insert\s+into|update\s+\w+\s+set|delete\s+from)\b", re.IGNORECASE | re.MULTILINE)


def test_only_the_kernel_commits() -> None:
    must_be_none(
        module.at(line, f"calls {name}: the edge commits, nobody else")
        for module in product()
        for line, name in names_in(module)
        if name.endswith((".commit", ".rollback")) and not module.path.startswith("app/kernel/")
    )


def test_flask_is_met_at_the_edges_only() -> None:
    met = [
        (module, line)
        for module in product()
        for line in module.imports
        if line.package.startswith(("flask", "werkzeug")) and not _is_edge(module, line)
    ]
    must_be_none(module.at(line.line, f"imports {line.module}") for module, line in met if module.path not in FLASK)
    must_be_none(needless(FLASK, (module.path for module, _ in met)))


def _is_edge(module: Module, line: Import) -> bool:
    if module.path.startswith(FLASK_PLACES) or module.name in FLASK_FILES:
        return True
    if module.path.startswith("app/cli/") and line.package == "flask_migrate":
        return True
    return line.module == "flask" and line.name in PART_OF_FLASK.get(module.name, ())


def test_rq_and_redis_have_one_door() -> None:
    met = [(module, line) for module in product() for line in module.imports if line.package in ("rq", "redis")]
    engines = ("app/kernel/embedded/", "app/cli/doctor.py", "app/cli/check")
    must_be_none(
        module.at(line.line, f"imports {line.module}")
        for module, line in met
        if module.path not in QUEUE and not module.path.startswith(engines)
    )
    must_be_none(needless(QUEUE, (module.path for module, _ in met)))


def test_the_clock_alone_says_what_time_it_is() -> None:
    reads = [
        (module, line, name) for module in product() for line, name in names_in(module) if SAYS_THE_TIME.search(name)
    ]
    must_be_none(
        module.at(line, f"asks {name}: ask clock.now()") for module, line, name in reads if module.path not in TIME
    )
    must_be_none(needless(TIME, (module.path for module, _, _ in reads)))


def test_lots_are_drawn_where_it_is_written_that_they_are() -> None:
    drawn = [(module, line) for module in product() for line in module.imports if line.package in DRAWS_LOTS]
    ours = [(module, line) for module, line in drawn if not module.path.startswith(("app/kernel/embedded/", "seeds/"))]
    must_be_none(module.at(line.line, f"imports {line.module}") for module, line in ours if module.path not in CHANCE)
    must_be_none(needless(CHANCE, (module.path for module, _ in ours)))


def test_every_import_stands_at_the_top() -> None:
    must_be_none(
        module.at(node, "imports inside a function")
        for module in product()
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


def test_a_model_describes_and_does_nothing() -> None:
    models = [module for module in product() if module.name == "models.py"]
    must_be_none(
        module.at(function, f"{function.name}: a model has no methods")
        for module in models
        for function in module.functions
    )
    must_be_none(
        module.at(line.line, f"a model has no use for {line.name}")
        for module in models
        for line in module.imports
        if line.name in HOOKS
    )


def test_queries_write_nothing() -> None:
    queries = [
        module for module in product() if module.name == "queries.py" or module.path.endswith(f"/queries/{module.name}")
    ]
    must_be_none(
        module.at(line.line, f"imports {line.name}")
        for module in queries
        for line in module.imports
        if line.name in WRITES
    )
    must_be_none(
        module.at(node, "writes: it belongs to the service")
        for module in queries
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.search(node.value)
    )
