import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { postgresErrors } from './errors.ts';
import { canEnter, type ServerUser } from './server-user.ts';

/** Folders for the server’s data when its user may not enter the data folder, best first. */
const sharedPlaces: readonly string[] = ['/var/lib/interlock', '/var/tmp/interlock'];

/** In the wanted folder: the path of the folder that is used in its stead. */
const recordName = 'location';

/**
 * Makes the folder in which the server keeps everything. That is the wanted one, unless the server’s user may not
 * enter it (a data folder in `/root`, say); then it is a shared one, recorded in the wanted one.
 *
 * @param notify told, in a sentence, when another folder is chosen
 * @throws `postgres.no_place`
 */
export async function placeServer(
  wanted: string,
  user: ServerUser | undefined,
  notify: (sentence: string) => void,
  places = sharedPlaces,
): Promise<string> {
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const recorded = await readServerPlace(wanted);
  if (recorded !== wanted) return own(recorded, user);
  if (await canEnter(user, await own(wanted, user))) return wanted;
  // The random part: a data folder that was deleted and made anew must not find its former life’s database.
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const name = `${hash}-${randomBytes(3).toString('hex')}`;
  for (const place of places) {
    const target = path.join(place, name);
    const made = await own(target, user).catch(() => undefined);
    if (made === undefined || !(await canEnter(user, made))) continue;
    const record = path.join(wanted, recordName);
    await writeFile(`${record}.tmp`, `${target}\n`, { mode: 0o600 });
    await rename(`${record}.tmp`, record);
    notify(`The database’s user may not enter ${wanted}; the database lives in ${target}.`);
    return target;
  }
  throw postgresErrors('postgres.no_place', {
    detail: `The database’s user may enter neither ${wanted} nor any of ${places.join(', ')}.`,
  });
}

/** Where the server of a wanted folder really lives. */
export async function readServerPlace(wanted: string): Promise<string> {
  const recorded = await readFile(path.join(wanted, recordName), 'utf8').catch(() => '');
  return recorded.trim() || wanted;
}

async function own(directory: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(path.dirname(directory), { recursive: true, mode: 0o755 });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user !== undefined) await chown(directory, user.uid, user.gid);
  return directory;
}
