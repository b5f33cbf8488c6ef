import { removeState } from '../home/state-file.ts';
import type { SystemParts } from './system-parts.ts';

/** Stops what was started: the hub first, while the database is there to take its work back, the database last. */
export async function stopSystem(parts: SystemParts): Promise<void> {
  parts.logs?.silence();
  parts.watch?.close();
  const [hub, ...others] = parts.children;
  await hub?.process.stop();
  await Promise.all([...others, ...parts.watchers].map((child) => child.process.stop()));
  await parts.database?.stop();
  await parts.guardian?.close();
  parts.logs?.close();
  if (parts.lock === undefined) return;
  await parts.recorded;
  await removeState(parts.context.folder);
  await parts.lock.release();
}
