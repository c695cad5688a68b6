"""Jinja without the work that pages never need: text that is safe is not escaped again, and an import finds its macros at once."""

from __future__ import annotations

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape


def set_up_jinja(environment: Environment) -> None:
    """Have `environment` compile and import by the classes here; call it before a template is loaded."""
    environment.code_generator_class = PageCode
    environment.template_class = PageTemplate
    environment.__dict__["escape_once"] = escape_once


def escape_once(value: object) -> Markup:
    """`value` as text that is safe in a page; what is safe already is returned as it is."""
    return value if type(value) is Markup else escape(value)


class PageCode(CodeGenerator):
    """Code that escapes by `escape_once`: most of what a page writes is safe already, and `escape` copies it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_once(")


class PageTemplate(Template):
    """A template whose macros are made once: no template has globals of its own, which Jinja compares at each import."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 - Jinja passes it
        return super()._get_default_module()
