import type pg from 'pg';
import type { Connectors } from '../types.ts';
import { electLeader, type Election, type Office } from './elect-leader.ts';
import { watchAddresses } from './watch-addresses.ts';

// Any number that no other part of the system uses as an advisory lock.
const healthLock = 7_241_020;

/**
 * Takes part in checking the platforms' health. Any number of hub processes may: one of them checks, decides and
 * writes; the others follow what it wrote, and one of them takes over when it ends.
 */
export function startHealthChecks(connectors: Connectors): Election {
  const { database, clock, logger } = connectors.dependencies;
  const takeOffice = (client: pg.Client): Office => watchAddresses(connectors, client);
  return electLeader({ database, clock, logger, lock: healthLock, takeOffice });
}
