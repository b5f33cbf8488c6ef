import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** Where things lie in the data folder (`INTERLOCK_HOME`). */
export interface DataFolder {
  readonly root: string;
  /** Held by the supervisor that runs on this folder. */
  readonly lockFile: string;
  readonly stateFile: string;
  readonly postgres: string;
  readonly logs: string;
  /** Keys and signing secrets, readable by the owner alone. */
  readonly secrets: string;
  readonly platformsFile: string;
}

export function dataFolder(root: string): DataFolder {
  return {
    root,
    lockFile: path.join(root, 'supervisor.lock'),
    stateFile: path.join(root, 'state.json'),
    postgres: path.join(root, 'postgres'),
    logs: path.join(root, 'logs'),
    secrets: path.join(root, 'secrets'),
    platformsFile: path.join(root, 'platforms.json'),
  };
}

/** The key with which the owner of the data folder speaks to the hub. */
export const operatorKeyFile = ({ secrets }: DataFolder): string => path.join(secrets, 'operator.key');

/** The service key of one of our platforms. */
export const serviceKeyFile = ({ secrets }: DataFolder, platformId: string): string =>
  path.join(secrets, `${platformId}.key`);

/** The key with which the house’s own systems speak to one of our platforms. */
export const houseKeyFile = ({ secrets }: DataFolder, platformId: string): string =>
  path.join(secrets, `${platformId}.house`);

/** The signing secrets that the hub and one of our platforms share, one a line, the newest first. */
export const signingSecretFile = ({ secrets }: DataFolder, platformId: string): string =>
  path.join(secrets, `${platformId}.secret`);

/** Makes the folders that are missing. */
export async function makeDataFolder(folder: DataFolder): Promise<void> {
  await mkdir(folder.root, { recursive: true });
  await mkdir(folder.logs, { recursive: true });
  await mkdir(folder.secrets, { recursive: true, mode: 0o700 });
  await chmod(folder.secrets, 0o700);
}
