import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** On a phone the first two lines hold `main` and `side`; what is neither is left out. */
  readonly phone?: 'main' | 'side' | 'below';
  /** On a phone, where no heading stands above it, the title goes before the value. */
  readonly isTitledOnPhone?: boolean;
  readonly width?: string;
}

export interface TableProps<Row> {
  /** What the table shows, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** Rows of facts. On a narrow screen each row becomes two lines; it stays a table for screen readers. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>): ReactNode {
  return (
    <table className="table">
      <caption className="hidden-text">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.title}

              scope="col"
              className={column.align === 'end' ? 'end' : undefined}
              style={{ width: column.width }}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <td
                key={column.title}

                className={`phone-${column.phone ?? 'none'}${column.align === 'end' ? ' end' : ''}`}
              >
                {column.isTitledOnPhone === true ? (
                  <span className="phone-title" aria-hidden="true">{`${column.title} `}</span>
                ) : null}
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
