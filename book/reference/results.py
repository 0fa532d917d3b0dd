"""The map of results: which statement uses which, drawn from the `uses` of the verdicts."""

from book.reference.drawing import Node, svg
from book.reference.parts import HERE, STATUS, chapter_title, documents, in_ledger, raw, says, spoken
from landscapes.ledger.record import NUMBERED, label
from landscapes.ledger.statements import statements

INTRO = """# Map of results

An arrow runs from what is used to what uses it; a box leads to the verdict in the ledger. Its edge has the colour of the
verdict: green holds, orange is an erratum (used in its corrected form), grey is a definition or a citation, violet is
undecided. A dashed box belongs to another chapter. Statements that no argument connects are left out.

"""


def page(records: list[dict]) -> str:
    parts = [INTRO]
    arrows = sorted({(used, record["id"]) for record in records for used in record["uses"]})
    if between := across(records, arrows):
        parts += ["## Between the chapters\n\n", raw(between)]
    known: dict[str, dict] = {}
    for record in records:
        known.setdefault(record["id"], record)
    for chapter in dict.fromkeys(record["chapter"] for record in records):
        here = [(used, user) for used, user in arrows if user in known and known[user]["chapter"] == chapter]
        names = dict.fromkeys(name for arrow in here for name in arrow)
        if names:
            nodes = [node(name, known.get(name), chapter) for name in names]
            part = documents()[chapter_document(chapter)]["part"].partition(" ")[0]
            title = f"Part {part}, {chapter_title(chapter)}"
            parts += [f"\n## {title}\n\n", raw(svg(nodes, here, f"Which statements of {title} use which"))]
    style = (HERE / "results.css").read_text(encoding="utf-8")
    return "".join(parts) + "\n" + raw(f"<style>{style}</style>")


def chapter_document(chapter: str) -> str:
    return next(row.document for row in statements().values() if row.chapter == chapter)


def node(name: str, record: dict | None, chapter: str) -> Node:
    row = statements()[name.partition("/")[0]]
    away = "" if row.chapter == chapter else " away"
    text = short(name) if row.chapter == chapter else f"{row.document} {short(name)}"
    if record is None:
        return Node(name, text, f"ledger.html?text={row.id}", spoken(row.says), "none" + away)
    return Node(name, text, in_ledger(record), f"{spoken(says(record))} ({STATUS[record['status']]})", record["status"] + away)


def short(name: str) -> str:
    """A label of at most 26 letters."""
    key = name.partition(":")[2].partition("/")[0]
    text = label(name) if NUMBERED.match(key) else name.partition(":")[2].replace("-", " ").replace("/", ", ")
    return cut(text, 26)


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1] + "…"


def across(records: list[dict], arrows: list[tuple[str, str]]) -> str:
    """Chapters that use statements of other chapters."""
    rows = statements()

    def chapter(name: str) -> str:
        return rows[name.partition("/")[0]].chapter

    pairs = sorted({(chapter(used), chapter(user)) for used, user in arrows if chapter(used) != chapter(user)})
    if not pairs or circular(pairs):
        pairs = [pair for pair in pairs if pair[::-1] not in pairs or pair[0] < pair[1]]
    if not pairs or circular(pairs):
        return ""
    names = dict.fromkeys(name for pair in pairs for name in pair)
    nodes = [Node(name, cut(f"{rows_document(name)} {chapter_title(name)}", 25), f"../{name}.html", chapter_title(name), "chapter")
             for name in names]
    return svg(nodes, pairs, "Which chapters use results of which")


def rows_document(chapter: str) -> str:
    return documents()[chapter_document(chapter)]["part"].partition(" ")[0] + " ·"


def circular(pairs: list[tuple[str, str]]) -> bool:
    """Whether chapters use each other round about (statements never do)."""
    left = list(pairs)
    while left:
        heads = {head for _, head in left}
        fewer = [(tail, head) for tail, head in left if tail in heads]
        if len(fewer) == len(left):
            return True
        left = fewer
    return False
