import { stripVTControlCharacters } from 'node:util';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** Numbers read best flush right. */
  readonly align?: 'left' | 'right';
}

/** Lays rows out in aligned columns under their titles. No rows: no lines. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  styleTitle: (text: string) => string = (text) => text,
): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  const layOut = (line: readonly string[]): string =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [styleTitle(layOut(columns.map(({ title }) => title))), ...cells.map(layOut)];
}

const graphemes = new Intl.Segmenter();

const widthOf = (text: string): number =>
  Array.from(graphemes.segment(stripVTControlCharacters(text))).length;

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? gap + text : text + gap;
}
