import path from 'node:path';
import { readSettings, type Settings } from '#infra/config';
import { systemClock, type Clock } from '#kernel/time';
import { dataFolder, type DataFolder } from './home/data-folder.ts';
import { openTerminal, type Terminal } from './terminal/open-terminal.ts';

/** What every command works with. */
export interface CliContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly settings: Settings;
  readonly folder: DataFolder;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** The folder with the project’s package.json. */
  readonly projectRoot: string;
}

const projectRoot = path.resolve(import.meta.dirname, '..', '..');

/** @throws `config.invalid_setting` */
export function createContext(environment: NodeJS.ProcessEnv, json: boolean): CliContext {
  const settings = readSettings(environment);
  // The default belongs to the project, from whichever of its folders a command is called; a path that
  // somebody wrote means what it means where they wrote it.
  const base = environment['INTERLOCK_HOME'] === undefined ? projectRoot : process.cwd();
  return {
    environment,
    settings,
    folder: dataFolder(path.resolve(base, settings.home)),
    terminal: openTerminal(json),
    clock: systemClock,
    projectRoot,
  };
}
