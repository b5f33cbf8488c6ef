import path from 'node:path';
import type { CliContext } from '../context.ts';
import { openLogFile, type LogFile } from './open-log-file.ts';
import { reportProblems } from './report-problems.ts';

/** Where the words of the children go: all into files, warnings and errors to the terminal too. */
export interface ChildLogs {
  write(name: string, line: string, stream: 'stdout' | 'stderr'): void;
  fileOf(name: string): string;
  /** From now on files only: while everything stops, complaints about absent neighbours mean nothing. */
  silence(): void;
  close(): void;
}

export function openChildLogs({ folder, terminal, clock }: CliContext): ChildLogs {
  const files = new Map<string, LogFile>();
  const report = reportProblems(terminal, clock);
  let silent = false;
  const fileOf = (name: string): string => path.join(folder.logs, `${name}.log`);
  const open = (name: string): LogFile => {
    const file = openLogFile(fileOf(name));
    files.set(name, file);
    return file;
  };
  return {
    fileOf,
    write(name, line, stream) {
      (files.get(name) ?? open(name)).write(line);
      if (!silent) report(name, line, stream);
    },
    silence() {
      silent = true;
    },
    close() {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
}
