"""Formulas for contractions in which an index occurs more than twice.

The component is reduced like an electrical network: matrices in series multiply, parallel ones give an
entrywise product or P_Ω(…), a vector at the end of a matrix is multiplied by it. What cannot be
reduced is written as a sum over indices.
"""
from __future__ import annotations

from .. import functions as F
from ..expr import Expr
from ..terms.contraction import COL, ROW
from .pieces import at_one, away, entrywise, flip, is_indicator, is_masked, masked, pair, pairing, together
from .words import letter


class Network:
    """Vectors at indices, and matrices between indices as (i, j, matrix with rows i and columns j)."""

    def __init__(self, part):
        self.part, self.vectors, self.edges = part, {}, []
        self.irreducible = any(len(ix) != l.rank for l, ix in part.factors)
        for l, ix in part.factors:
            e = letter(l)
            if len(ix) == 1:
                e = F.diagonal(e) if l.has("diagonal") else e.T if e.rows == 1 else e
                self.vectors.setdefault(ix[0], []).append(e)
            elif len(ix) == 2:
                self.edges.append((*ix, e))

    # The results ------------------------------------------------------------------------------
    def closed(self) -> Expr:
        if self.irreducible:
            return self.indexed(1, 1)
        while self.loop() or self.series() or self.parallel():
            pass
        names = {i for edge in self.edges for i in edge[:2]} | set(self.vectors)
        if len(names) == 2 and len(self.edges) == 1:
            i, j, e = self.edges[0]
            if is_masked(e) or not self.vectors:
                return self.masked_form(i, j, e)
        self.reduce()
        names = {i for edge in self.edges for i in edge[:2]} | set(self.vectors)
        if self.edges or len(names) != 1:
            return self.indexed(1, 1)
        return at_one(self.vectors[names.pop()])

    def open(self, rows, cols) -> Expr:
        if self.irreducible:
            return self.indexed(rows, cols)
        self.reduce()
        names = {i for edge in self.edges for i in edge[:2]} | set(self.vectors)
        if any(i >= 0 for i in names) or len(self.edges) > 1:
            return self.indexed(rows, cols)
        if rows == 1 or cols == 1:
            v = together(self.vectors[ROW if cols == 1 else COL])
            return v if cols == 1 else v.T
        left, right = self.vectors.get(ROW), self.vectors.get(COL)
        i, j, e = self.edges[0]
        if e.op == "identity":
            return F.diag(together(left))
        e = e if i == ROW else flip(e)
        if is_indicator(e) and left and right:
            return masked(e, together(left) * together(right).T)
        e = F.diag(together(left)) * e if left else e
        return e * F.diag(together(right)) if right else e

    def indexed(self, rows, cols) -> Expr:
        return Expr("indexed", (), rows, cols, data=self.part)

    # The steps --------------------------------------------------------------------------------
    def reduce(self) -> None:
        while self.loop() or self.series() or self.parallel() or self.end() or self.bridge():
            pass

    def at(self, k: int) -> list:
        return [edge for edge in self.edges if k in edge[:2]]

    def summed(self) -> list[int]:
        return sorted({i for edge in self.edges for i in edge[:2] if i >= 0}, reverse=True)

    def put(self, old: list, new: tuple) -> bool:
        self.edges = [edge for edge in self.edges if not any(edge is o for o in old)] + [new]
        return True

    def series(self) -> bool:
        """A_ik B_kj with nothing else at k."""
        for k in self.summed():
            meet = self.at(k)
            if len(meet) == 2 and not self.vectors.get(k):
                (i, a), (j, b) = sorted((away(e, k) for e in meet), key=lambda t: t[0], reverse=True)
                if i != j:                            # equal ends are parallel
                    return self.put(meet, (i, j, flip(a) * b))
        return False

    def parallel(self) -> bool:
        """A_ij B_ij; a mask keeps the entries of the others."""
        for n, (i, j, a) in enumerate(self.edges):
            for other in self.edges[n + 1:]:
                if {i, j} == set(other[:2]) and i != j:
                    b = other[2] if other[0] == i else flip(other[2])
                    return self.put([self.edges[n], other], (i, j, entrywise(a, b)))
        return False

    def loop(self) -> bool:
        """A_kk is the diagonal of A."""
        for edge in self.edges:
            if edge[0] == edge[1]:
                self.edges = [e for e in self.edges if e is not edge]
                self.vectors.setdefault(edge[0], []).append(F.diagonal(edge[2]))
                return True
        return False

    def end(self) -> bool:
        """A vector at the far end of a single matrix is multiplied by it."""
        for k in self.summed():
            meet, here = self.at(k), self.vectors.get(k, [])
            if len(meet) == 1:
                i, a = away(meet[0], k)
                a = flip(a)
                near = self.vectors.get(i, [])
                if is_indicator(a) and len(here) > 1 and near:
                    a = masked(a, near.pop() * here.pop().T)         # P_Ω(x xᵀ) x
                self.edges = [e for e in self.edges if e is not meet[0]]
                self.vectors.pop(k, None)
                self.vectors[i] = near + [a * (together(here) if here else F.ones(a.cols))]
                return True
        return False

    def bridge(self) -> bool:
        """A_ik u_k B_kj is A diag(u) B."""
        for k in self.summed():
            meet = self.at(k)
            if len(meet) == 2 and meet[0][:2] != meet[1][:2]:
                (i, a), (j, b) = sorted((away(e, k) for e in meet), key=lambda t: t[0], reverse=True)
                return self.put(meet, (i, j, flip(a) * F.diag(together(self.vectors.pop(k))) * b))
        return False

    def masked_form(self, i, j, e) -> Expr:
        """⟨P_Ω(A), B⟩."""
        left, right = self.vectors.get(i, []), self.vectors.get(j, [])
        if is_indicator(e) and len(left) > 1 and len(right) > 1:
            e = masked(e, together(left[:-1]) * together(right[:-1]).T)
            left, right = left[-1:], right[-1:]
        if not left and not right:
            return pairing(e)
        return pair(e, (together(left) if left else F.ones(e.rows)) * (together(right) if right else F.ones(e.cols)).T)
