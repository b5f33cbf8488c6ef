import { httpErrors } from './errors.ts';

export interface Line {
  /** Counted from 0, empty lines left out: the index of the document in the stream. */
  readonly index: number;
  readonly text: string;
}

const lineFeed = 0x0a;

/**
 * Reads newline-delimited JSON as it arrives, never holding more than one line and one chunk: a sender is
 * slowed down to the pace at which lines are taken.
 *
 * @param lineBytesMax longest line, in bytes
 * @throws `http.line_too_long`
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  lineBytesMax: number,
): AsyncGenerator<Line, void, undefined> {
  let index = 0;
  let partial: Buffer[] = [];
  let partialLength = 0;
  const keep = (bytes: Buffer): void => {
    partialLength += bytes.length;
    if (partialLength > lineBytesMax) {
      throw httpErrors('http.line_too_long', {
        detail: `Line ${index} is longer than ${lineBytesMax} bytes.`,
        extensions: { index },
      });
    }
    partial.push(bytes);
  };
  const takeLine = (): Line | undefined => {
    const text = Buffer.concat(partial, partialLength).toString('utf8').trim();
    partial = [];
    partialLength = 0;
    return text === '' ? undefined : { index: index++, text };
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = takeLine();
      if (line !== undefined) yield line;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  const last = takeLine();
  if (last !== undefined) yield last;
}
