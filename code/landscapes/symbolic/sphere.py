"""Gradient and Hessian on the unit sphere, derived along geodesics.

The geodesic through x with velocity v is x + t v − (t²/2) ‖v‖² x + O(t³), for ‖x‖ = 1 and ⟨x, v⟩ = 0.
"""
from __future__ import annotations

from fractions import Fraction

from .calculus import directional, gradient, hessian
from .expr import Expr
from .functions import inner, named, norm2
from .hypotheses import reduce


def on_sphere(e: Expr, x: Expr, *tangents: Expr) -> Expr:
    """e under ‖x‖² = 1 and ⟨x, v⟩ = 0 for tangent vectors v."""
    return reduce(e, [(norm2(x), 1), *((inner(x, v), 0) for v in tangents)])


def sphere_gradient(f: Expr, x: Expr) -> Expr:
    """grad f(x): the tangent vector with D f(x)[v] = ⟨grad f(x), v⟩ for all tangent v."""
    g = gradient(f, x)
    return on_sphere(g - inner(x, g) * x, x)


def sphere_hessian_form(f: Expr, x: Expr, v: Expr) -> Expr:
    """⟨v, Hess f(x) v⟩ for a tangent letter v: the second derivative of f along the geodesic."""
    along = directional(f, x, v, 2) - norm2(v) * directional(f, x, x)
    return on_sphere(along, x, v)


def sphere_hessian(f: Expr, x: Expr) -> Expr:
    """Hess f(x) as a matrix on all of R^d that is 0 on x: the form at the tangent part of any vector."""
    w = named("direction", x.rows, 1, {})
    form = sphere_hessian_form(f, x, w).subs({w: w - inner(x, w) * x})
    return on_sphere(hessian(form * Fraction(1, 2), w), x)
