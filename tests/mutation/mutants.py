"""The mutants of a module: one small change of its code each, of the kinds in which people slip.

Not changed, since no promise hangs on them: docstrings, annotations, decorators, ``__all__``, the declarations in a
class's body, and text with a blank in it. Such text is the words of a message; tables of examples test those, not this
score. The conditions, counts and names inside a message are changed like any other code.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef

COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NAMES: Mapping[str, str] = {
    name: other
    for pair in (("min", "max"), ("any", "all"), ("startswith", "endswith"), ("lower", "upper"), ("lstrip", "rstrip"))
    for name, other in (pair, pair[::-1])
}


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change: where it is, what it puts there, and the outermost function or statement that it lies in."""

    owner: str
    home: Function | ast.stmt
    first: int
    last: int
    before: str
    after: str
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST

    def put_in(self) -> None:
        """Change the tree that the mutant was made from."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new
        ast.fix_missing_locations(self.home)

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others whatever stands on the lines before: function, code before, code after."""
        return self.owner, self.before, self.after


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """All mutants of a module: of its functions, of its classes' methods, of the values of its names."""
    for statement in tree.body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _in_function(statement, statement.name)
            case ast.ClassDef():
                for part in statement.body:
                    if isinstance(part, Function):
                        yield from _in_function(part, f"{statement.name}.{part.name}")
            case ast.Assign() | ast.AnnAssign() if statement.value is not None and not _is_list_of_names(statement):
                yield from _below(statement, "value", statement, "")


def _in_function(function: Function, owner: str) -> Iterator[Mutant]:
    yield from _below(function.args, "defaults", function, owner)
    yield from _below(function.args, "kw_defaults", function, owner)
    yield from _below(function, "body", function, owner)


def _below(parent: ast.AST, field: str, home: Function | ast.stmt, owner: str) -> Iterator[Mutant]:
    """The mutants of one field of a node, and of all below it."""
    value = getattr(parent, field)
    for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
        if not isinstance(node, ast.AST) or _is_words(node):
            continue
        spot = _spot(node)
        for new in _changes(node, parent, field):
            before, after = _told(node), _told(new)
            yield Mutant(owner, home, *spot, before, after, parent, field, index, ast.copy_location(new, node))
        for name in node._fields:
            if name not in {"annotation", "returns", "decorator_list", "format_spec", "ctx"}:
                yield from _below(node, name, home, owner)


def _spot(node: ast.AST) -> tuple[int, int]:
    """The lines that a test has to run: of a statement with a body its head."""
    first = getattr(node, "lineno", 0)
    last = first if hasattr(node, "body") and isinstance(node, ast.stmt) else getattr(node, "end_lineno", first)
    return first, last


def _is_list_of_names(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Is it ``__all__``? mypy holds what is imported against it, and no import here asks for everything."""
    return isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__"


def _is_words(node: ast.AST) -> bool:
    """Is it a docstring, or the words of a message?"""
    text = node.value if isinstance(node, ast.Expr) else node
    return isinstance(text, ast.Constant) and isinstance(text.value, str) and (text is not node or " " in text.value)


def _told(node: ast.AST) -> str:
    """The code in one line, for people."""
    return ast.unparse(node).splitlines()[0].strip()


def _changes(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    """What may stand instead of a node."""
    yield from _other_operators(node)
    match node:
        case ast.Constant(value=value):
            yield from _other_constants(value, in_text=isinstance(parent, ast.JoinedStr))
        case ast.Call():
            yield from _fewer_arguments(node)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Attribute(attr=name) if name in NAMES:
            yield _with(node, attr=NAMES[name])
        case ast.stmt():
            yield from _other_statements(node)
    if field in {"test", "ifs"} and isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), deepcopy(node))


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                for other in COMPARISONS[type(operator)]:
                    yield _with(node, ops=[*operators[:place], other(), *operators[place + 1 :]])
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in OPERATORS:
            yield _with(node, op=OPERATORS[type(operator)]())
        case ast.BoolOp(op=operator):
            yield _with(node, op=ast.And() if isinstance(operator, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _other_constants(value: object, *, in_text: bool) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str | bytes) and not in_text:
        yield ast.Constant("XX" + value if isinstance(value, str) else b"XX" + value)


def _fewer_arguments(call: ast.Call) -> Iterator[ast.AST]:
    """The call without its last argument, and without each that has a name."""
    if len(call.args) > 1 and not _is_words(call.args[-1]):
        yield _with(call, args=call.args[:-1])
    for place, keyword in enumerate(call.keywords):
        if keyword.arg is not None:
            yield _with(call, keywords=[*call.keywords[:place], *call.keywords[place + 1 :]])


def _other_statements(statement: ast.stmt) -> Iterator[ast.AST]:
    match statement:
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Assign(value=value) if not _is_none(value):
            yield _with(statement, value=ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield ast.Pass()


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
