import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../stage/project-root.ts';
import type { Bench } from '../types.ts';
import { summariseProfile, type CpuProfile } from './summarise-profile.ts';

const placesShown = 12;
const ending = `-${process.pid}.cpuprofile`;

/** Says, for every process of this run that was profiled, where its time went. */
export async function tellProfiles({ profileFolder, note }: Bench): Promise<void> {
  if (profileFolder === null) return;
  const files = (await readdir(profileFolder)).filter((file) => file.endsWith(ending));
  for (const file of files.toSorted()) {
    const text = await readFile(path.join(profileFolder, file), 'utf8');
    const { busyMs, places } = summariseProfile(JSON.parse(text) as CpuProfile, projectRoot);
    note(`${file}: busy for ${(busyMs / 1_000).toFixed(1)} s`);
    for (const { place, share } of places.slice(0, placesShown)) {
      note(`  ${(share * 100).toFixed(1).padStart(5)} %  ${place}`);
    }
  }
  note(`The profiles are in ${profileFolder}; Chrome’s DevTools open them.`);
}
