"""Letters: named scalars, vectors and matrices whose sizes are symbols.

A size is a string ("d", "n_1") that stands for every positive integer, or an integer. Different
strings are different sizes. A property ("symmetric", "orthogonal", …) is a hypothesis about the
letter; the normal form uses it, and `random_values` draws arrays that have it.
"""
from __future__ import annotations

from fractions import Fraction

Size = str | int

#: property -> which others come with it
IMPLIES = {
    "orthogonal": ("invertible", "orthonormal"),   # QᵀQ = QQᵀ = I
    "orthonormal": (),                             # UᵀU = I only: tall, or a unit vector
    "projection": ("symmetric",),                  # P² = P = Pᵀ
    "positive": ("symmetric", "semidefinite", "invertible"),
    "semidefinite": ("symmetric",),                # has a symmetric square root
    "symmetric": (),
    "invertible": (),
    "diagonal": ("symmetric",),                    # printed as a letter, kept as the vector of its entries
    "mask": (),                                    # entries 0 and 1
    "nonzero": (),                                 # scalars: may be divided by
    "random": (),                                  # averaged by expectation
}
SQUARE = {"orthogonal", "projection", "positive", "semidefinite", "symmetric", "invertible", "diagonal"}


class Letter:
    """A name with a shape and properties; equal when all of these are.

    `power` is ½ for a square root, −1 for an inverse. `argument` belongs to opaque letters: the normal
    form that a function is applied to, or that is inverted. `mean` is the conditional mean of a random
    letter, given everything else that is random.
    """

    __slots__ = ("name", "rows", "cols", "properties", "power", "kind", "argument", "order", "mean",
                 "tex", "key", "rank", "symmetric", "random", "_hash")

    def __init__(self, name, rows: Size = 1, cols: Size = 1, properties=frozenset(), power=1,
                 kind="letter", argument=None, order=0, mean=None, tex=None):
        self.name, self.rows, self.cols = name, rows, cols
        self.properties, self.power = frozenset(properties), Fraction(power)
        self.kind, self.argument, self.order, self.mean, self.tex = kind, argument, order, mean, tex
        # The number of indices: a vector has one, a diagonal matrix one too (its entries).
        self.rank = 1 if self.has("diagonal") else (rows != 1) + (cols != 1)
        #: whether an expectation averages it: declared so, or a function of what is
        self.random = self.has("random") or argument is not None and any(l.random for l in argument.letters)
        self.symmetric = "symmetric" in self.properties and self.rank == 2
        inside = "" if argument is None else "(" + argument.key + ")"
        extra = f"^{self.power}" if self.power != 1 else ""
        drift = "" if mean is None else f"~{mean.normal.key}"
        self.key = (f"{name}{extra}{chr(39) * order}{inside}[{rows},{cols}]{kind}:"
                    f"{','.join(sorted(self.properties))}{drift}")
        self._hash = hash(self.key)

    def has(self, property: str) -> bool:
        return property in self.properties

    def __eq__(self, other) -> bool:
        return isinstance(other, Letter) and self.key == other.key

    def __hash__(self) -> int:
        return self._hash

    def __lt__(self, other) -> bool:
        return self.key < other.key

    def __repr__(self) -> str:
        return self.key

    def follows(self) -> set[Letter]:
        """The letters on which its value or its mean depends, through other means too."""
        near = set() if self.argument is None else set(self.argument.letters)
        near |= set() if self.mean is None else self.mean.normal.letters
        return near.union(*(l.follows() for l in near))

    def changed(self, **fields) -> Letter:
        """The same letter with other fields."""
        names = ("name", "rows", "cols", "properties", "power", "kind", "argument", "order", "mean", "tex")
        return Letter(**{n: fields.get(n, getattr(self, n)) for n in names})

    def to(self, power) -> Letter:
        return self.changed(power=power)


def close_properties(name: str, rows: Size, cols: Size, wanted) -> frozenset:
    """The properties with all that they imply; refuses those that the shape cannot have."""
    found, todo = set(), list(wanted)
    while todo:
        p = todo.pop()
        if p not in IMPLIES:
            raise ValueError(f"{name}: unknown property {p!r}; known are {', '.join(sorted(IMPLIES))}")
        if p in SQUARE and rows != cols:
            raise ValueError(f"{name} has shape ({rows}, {cols}), and a {p} matrix is square")
        if p not in found:
            found.add(p)
            todo.extend(IMPLIES[p])
    return frozenset(found)


def refuse_clashes(letters) -> None:
    """One name, one letter: M symmetric and M general cannot meet in one formula, nor n and a size n."""
    seen: dict[str, Letter] = {}
    sizes = {n for letter in letters for n in (letter.rows, letter.cols)}
    for letter in letters:
        if letter.kind == "letter":
            if letter.name in sizes:
                raise ValueError(f"{letter.name} is a letter and a size; as a number the size is size({letter.name!r})")
            base = letter.to(1)
            other = seen.setdefault(letter.name, base)
            if other != base:
                raise ValueError(f"two different letters are called {letter.name}: {other} and {base}")


#: Three letters of the algebra itself, with sizes filled in by the constructors below.
def delta(n: Size) -> Letter:
    """The identity, as the tensor that makes two indices equal."""
    return Letter("I", n, n, {"symmetric"}, kind="delta")


def one(n: Size) -> Letter:
    """The vector of ones."""
    return Letter("1", n, 1, kind="ones")


def size_symbol(n: Size) -> Letter:
    """The size n as a scalar, as in tr(I_n) = n."""
    return Letter(n, 1, 1, {"nonzero"}, kind="size")


#: Marks one expectation; the random factors that it averages carry its index as a last one.
EXPECTATION = Letter("E", kind="expectation")


def applied(name: str, order: int, argument) -> Letter:
    """The order-th derivative of a function, applied to every entry of a normal form."""
    symmetric = argument.rows == argument.cols != 1 and argument == argument.transposed()
    return Letter(name, argument.rows, argument.cols, {"symmetric"} if symmetric else (), kind="function",
                  argument=argument, order=order)


def derivative_shape(name: str, values: Size, rows: Size, cols: Size, order: int) -> tuple[Size, Size]:
    """The shape of the order-th derivative of a function of a rows × cols matrix."""
    if order == 0:
        return values, 1
    if order == 1 and (values == 1 or cols == 1):
        return (rows, cols) if values == 1 else (values, rows)
    if order == 2 and values == 1 and cols == 1:
        return rows, rows
    raise ValueError(f"derivative {order} of {name} is no matrix")


def smooth_at(name: str, values: Size, order: int, argument) -> Letter:
    """The order-th derivative of a smooth function of a vector or matrix, at a normal form."""
    shape = derivative_shape(name, values, argument.rows, argument.cols, order)
    return Letter(name, *shape, {"symmetric"} if order == 2 else (), kind="field", argument=argument, order=order)


def value_size(letter: Letter) -> Size:
    """How many values the function has whose derivative this is: a gradient belongs to one value."""
    if letter.order == 0:
        return letter.rows
    a = letter.argument
    return 1 if letter.order == 2 or (letter.rows, letter.cols) == (a.rows, a.cols) else letter.rows


def stand_in(argument, properties=()) -> Letter:
    """A letter that stands for a normal form, so that it can have powers −1 and ½."""
    return Letter("", argument.rows, argument.cols, properties, kind="base", argument=argument)
