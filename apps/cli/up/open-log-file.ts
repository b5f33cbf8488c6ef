import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

/** A log file that is set aside when it grows too large: `hub.log`, `hub.1.log`, `hub.2.log`. */
export interface LogFile {
  write(line: string): void;
  close(): void;
}

const bytesMaxDefault = 10 * 1024 * 1024;
const filesKept = 3;

/**
 * Opens a log file at its end. Lines are there when `write` returns, so that they outlast a kill; what cannot be
 * written, to a full disk say, is dropped, for a log must not take the supervisor down with it.
 *
 * @param bytesMax size past which a new file is begun
 */
export function openLogFile(file: string, bytesMax = bytesMaxDefault): LogFile {
  let bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let descriptor = attempt(() => openSync(file, 'a', 0o600));

  function close(): void {
    const opened = descriptor;
    descriptor = undefined;
    if (opened !== undefined) attempt(() => closeSync(opened));
  }

  function rotate(): void {
    close();
    for (let age = filesKept - 1; age >= 1; age -= 1) {
      attempt(() => renameSync(numbered(file, age - 1), numbered(file, age)));
    }
    bytes = 0;
    descriptor = attempt(() => openSync(file, 'a', 0o600));
  }

  return {
    write(line) {
      if (bytes >= bytesMax) rotate();
      const opened = descriptor;
      if (opened !== undefined) bytes += attempt(() => writeSync(opened, `${line}\n`)) ?? 0;
    },
    close,
  };
}

const numbered = (file: string, age: number): string =>
  age === 0 ? file : file.replace(/(\.log)?$/, `.${age}.log`);

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
