import { styleText } from 'node:util';
import { hasSystemCode } from '#infra/process';
import { formatTable, type Column } from './format-table.ts';

type Style = Parameters<typeof styleText>[0];

/** Where commands write. People read it on a terminal; scripts ask for JSON. */
export interface Terminal {
  /** Whether the result is wanted as JSON. */
  readonly json: boolean;
  /** Whether a person looks on, so that lines may be drawn over. */
  readonly interactive: boolean;
  /** The result, for people; nothing when JSON is wanted. */
  print(line?: string): void;
  /** The result, for programs; nothing unless JSON is wanted. */
  printJson(value: unknown): void;
  /** One object of a stream of results, on a line of its own. */
  printJsonLine(value: unknown): void;
  printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void;
  /** What people should know beside the result; to standard error, so that results stay clean. */
  note(line: string): void;
  /** Draws over the last drawn line; only on an interactive terminal. */
  draw(line: string): void;
  /** Colours text when the terminal shows colours and NO_COLOR is not set. */
  style(style: Style, text: string): string;
}

export interface TerminalStreams {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

const eraseLine = '\r\u001b[2K';

export function openTerminal(
  json: boolean,
  { out, err }: TerminalStreams = { out: process.stdout, err: process.stderr },
): Terminal {
  const interactive = err.isTTY;
  // A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
  out.on('error', endQuietly);
  let drawn = false;
  const clear = (): void => {
    if (drawn) err.write(eraseLine);
    drawn = false;
  };
  const writeTo = (stream: NodeJS.WriteStream, text: string): void => {
    clear();
    stream.write(`${text}\n`);
  };
  const terminal: Terminal = {
    json,
    interactive,
    print: (line = '') => void (json || writeTo(out, line)),
    printJson: (value) => void (json && writeTo(out, JSON.stringify(value, replaceBigint, 2))),
    printJsonLine: (value) => void (json && writeTo(out, JSON.stringify(value, replaceBigint))),
    printTable(rows, columns) {
      for (const line of formatTable(rows, columns, (text) => terminal.style('dim', text)))
        terminal.print(line);
    },
    note: (line) => writeTo(err, line),
    draw(line) {
      if (!interactive) return;
      err.write(`${eraseLine}${line.slice(0, (err.columns ?? 80) - 1)}`);
      drawn = true;
    },
    style: (style, text) => styleText(style, text, { stream: out }),
  };
  return terminal;
}

function replaceBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function endQuietly(error: Error): void {
  if (!hasSystemCode(error, 'EPIPE')) throw error;
  process.exit();
}
