import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import path from 'node:path';

/** One log file per process. */
export interface LogFolder {
  readonly directory: string;
  write(name: string, line: string): void;
  close(): Promise<void>;
}

export function openLogFolder(directory: string): LogFolder {
  mkdirSync(directory, { recursive: true });
  const streams = new Map<string, WriteStream>();
  const streamOf = (name: string): WriteStream => {
    const known = streams.get(name);
    if (known !== undefined) return known;
    const stream = createWriteStream(path.join(directory, `${name}.log`), { flags: 'a' });
    streams.set(name, stream);
    return stream;
  };
  return {
    directory,
    write: (name, line) => void streamOf(name).write(`${line}\n`),
    async close() {
      for (const stream of streams.values()) {
        stream.end();
        await finished(stream);
      }
    },
  };
}
