"""What granian serves to the benchmark: the product, and beside it, in the same process, a bare Flask view that does nothing."""

from __future__ import annotations

from app.kernel.access import PUBLIC, require_permission
from app.kernel.body_gate import BodyGate
from app.kernel.wsgi_threads import WsgiThreads
from tests.bench.pages.addresses import EMPTY_OF_PRODUCT
from tests.bench.pages.bare import put_beside
from tests.bench.pages.statements import count_statements
from wsgi import THREADS
from wsgi import app as product

count_statements()


@product.get(EMPTY_OF_PRODUCT)
@require_permission(PUBLIC)
def answer_with_nothing() -> str:
    """What everything around a view of the product costs."""
    return ""


served = BodyGate(
    WsgiThreads(put_beside(product), THREADS), most=product.config["MAX_CONTENT_LENGTH"], live_path="/livez"
)
