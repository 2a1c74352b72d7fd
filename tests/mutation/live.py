"""Put a mutant into modules that are already imported: nothing is written, and nothing is imported again.

A function keeps its identity and is given other code, so that everybody who holds it has the mutant. The new value of
a module's name is put wherever the old one is known by that name; so are the module's values that are made from it, or
by the function.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Function, Mutant


def put_in(mutant: Mutant, tree: ast.Module, module: ModuleType) -> None:
    """Make the mutant what the module does, and forget what was worked out before."""
    mutant.put_in()
    if isinstance(mutant.home, Function):
        _change_function(mutant, tree, module)
        _change_values(made_from(mutant.owner.partition(".")[0], tree), module)
    else:
        _change_values([mutant.home, *(made for name in _names(mutant.home) for made in made_from(name, tree))], module)
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("supervision_records"):
            _forget(other)


def function_of(module: ModuleType, owner: str) -> FunctionType:
    """The function of a name like ``Class.method``, whatever is wrapped around it."""
    found: Any = module
    for name in owner.split("."):
        found = vars(found)[name]
    while not isinstance(found, FunctionType) or hasattr(found, "__wrapped__"):
        match found:
            case property(fget=inner) | cached_property(func=inner):
                found = inner
            case _:
                found = found.__wrapped__
    return found


def _change_function(mutant: Mutant, tree: ast.Module, module: ModuleType) -> None:
    function = function_of(module, mutant.owner)
    home = mutant.home
    assert isinstance(home, Function)
    if mutant.first <= home.body[0].lineno:
        values = [_value(default, module) for default in home.args.defaults]
        named = zip(home.args.kwonlyargs, home.args.kw_defaults, strict=True)
        function.__defaults__ = tuple(values) or None
        function.__kwdefaults__ = {name.arg: _value(value, module) for name, value in named if value is not None}
    function.__code__ = _code_of(compile(tree, str(module.__file__), "exec"), mutant.owner)


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), str(module.__file__), "eval"), vars(module))  # noqa: S307  (our own code)


def _code_of(code: CodeType, owner: str) -> CodeType:
    """The code of a function inside a module's."""
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    for each in inner:
        if each.co_qualname == owner:
            return each
        if owner.startswith(f"{each.co_qualname}."):
            return _code_of(each, owner)
    raise LookupError(owner)


def made_from(name: str, tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module that give names their values, of those that go back to one name, in their order."""
    known = {name}
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            used = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
            if used & known:
                known.update(_names(statement))
                yield statement


def _names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module gives a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def _change_values(statements: Iterable[ast.stmt], module: ModuleType) -> None:
    """Give names their values again, and put these wherever the old ones are known by their names."""
    names = dict(vars(module))
    for statement in statements:
        exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), names)  # noqa: S102  (our own code)
    for name, old in list(vars(module).items()):
        if names[name] is not old:
            for other in {module, *sys.modules.values()}:
                if vars(other).get(name, module) is old:
                    setattr(other, name, names[name])


def _forget(module: ModuleType) -> None:
    """Empty the caches of a module's functions, and of its classes' methods."""
    for value in list(vars(module).values()):
        for each in (value, *(vars(value).values() if isinstance(value, type) else ())):
            clear = getattr(each, "cache_clear", None)
            if callable(clear):
                clear()
