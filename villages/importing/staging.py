"""A preview as plain data: what is shown page by page, what the report tells, and what must not have changed since."""

import hashlib
import json

from .rows import DIFFERS, DUPLICATE, WRONG


def staged(preview):
    """{counts, notes, headings, …, rows}; no row holds a citizen id. Rows are short lists: see `ROW`."""
    return {
        "counts": preview.counts,
        "notes": preview.notes,
        "headings": list(preview.register.shown),
        "has_numbering": any(table.numbering is not None for table in preview.tables),
        "has_many_sheets": len(preview.tables) > 1,
        "rows": [_row(preview, row) for row in preview.rows],
    }


ROW = ("sheet", "sheet_name", "number", "label", "state", "words", "problems", "changes", "readings")


def _row(preview, row):
    table = row.table
    label = row.cells[table.numbering] if table.numbering is not None else None
    return [
        table.sheet.index,
        table.name,
        row.number,
        "" if label is None else str(label)[:12],
        row.state,
        preview.study.shown(row),
        [
            [problem.level, problem.code, problem.column, problem.letter, problem.message, problem.fix]
            for problem in row.problems
        ],
        list(_changes(row)),
        _readings(row),
    ]


def _changes(row):
    if row.state in (WRONG, DUPLICATE):
        return
    for draft in row.drafts:
        for name, before, after in draft.changes:
            yield [draft.press.label(name), draft.press.shown(name, before), draft.press.shown(name, after)]


def _readings(row):
    told = []
    for name, known in row.table.readings.items():
        if known and (reading := known.get(row.cells[row.table.columns[name]])):
            told.append(reading)
    return told


def outcome(data):
    """A fingerprint of what an import would do: the preview that a person agreed to must be the one that is written."""
    told = [[row[0], row[2], row[4], [p[:2] for p in row[6]], row[7]] for row in data["rows"]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def report(data):
    """What the command line writes: counts, and every problem at its sheet, row and column."""
    return data["counts"] | {
        "problems": [
            {
                "sheet": row[1],
                "row": row[2],
                "column": letter,
                "code": code,
                "message": message,
                "level": level,
                **({"fix": fix} if fix else {}),
            }
            for row in data["rows"]
            for level, code, _, letter, message, fix in row[6]
        ],
        "notes": data["notes"],
    }


def marks(data):
    """[(sheet index, row, column or None, sentence)] of everything that keeps a row from being imported, from 0."""
    return [
        (row[0], row[2] - 1, column, f"{message} (ควรเป็น “{fix}”)" if fix else message)
        for row in data["rows"]
        for level, code, column, _, message, fix in row[6]
        if level == WRONG or code == DIFFERS
    ]
