"""What the network of the demo plugs in: one page, which exists in a demo only."""

from __future__ import annotations

from app.demo_network.pages import pages
from app.kernel.manifest import Feature

feature = Feature(name="demo_network", blueprints=(pages,))
