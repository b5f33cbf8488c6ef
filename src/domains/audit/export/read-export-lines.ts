import { auditErrors } from '../errors.ts';
import { lineBytesMax } from './export-format.ts';

export interface ExportLine {
  readonly bytes: Buffer;
  /** Whether the file ends in the middle of it. */
  readonly isCut: boolean;
}

const lineFeed = 0x0a;

/**
 * The lines of an export, byte for byte, those of each chunk together: turning to the event loop for every line would
 * cost more than checking it.
 *
 * @throws `audit.not_an_export` when a line is longer than any export’s
 */
export async function* readExportLines(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ExportLine[], void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const lines: ExportLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
      lines.push({ bytes: bytes.subarray(start, end), isCut: false });
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > lineBytesMax) {
      throw auditErrors('audit.not_an_export', { detail: `A line has more than ${lineBytesMax} bytes.` });
    }
    yield lines;
  }
  if (rest.length > 0) yield [{ bytes: rest, isCut: true }];
}
