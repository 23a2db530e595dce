"""A plain text table whose rows agree or not."""


class Table:
    """Rows of text; the last column, ``agree``, is filled by :meth:`add`."""

    def __init__(self, *titles: str):
        self.titles = titles
        self.rows: list[tuple[str, ...]] = []
        self.disagreements: list[str] = []

    def add(self, *cells: str, agrees: bool, note: str) -> None:
        """A row; ``note`` says what is wrong with it when it does not agree."""
        self.rows.append((*cells, "yes" if agrees else "NO"))
        if not agrees:
            self.disagreements.append(note)

    def __str__(self):
        lines = [self.titles, *self.rows]
        widths = [
            max(len(cell) for cell in column) for column in zip(*lines, strict=True)
        ]
        lines.insert(1, tuple("-" * width for width in widths))
        return "\n".join(
            "  ".join(
                cell.ljust(width) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        )
