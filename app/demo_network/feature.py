"""What the network of the demo plugs in: one page, which exists in a demo only, and the threads that push what is done there."""

from __future__ import annotations

from app.demo_network.pages import pages
from app.demo_network.service import start_pushing_threads
from app.kernel.manifest import Feature

feature = Feature(name="demo_network", blueprints=(pages,), set_up=start_pushing_threads)
