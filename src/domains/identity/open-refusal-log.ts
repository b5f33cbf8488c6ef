import { recordAct, recordActs, type Act, type Audit } from '#audit';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import { addressBlock } from '#kernel/network-address';
import type { Cancellable, Clock } from '#kernel/time';
import { allowPerSecond } from './allow-per-second.ts';

/** Somebody who was refused, by the hub and not by a route. */
export interface Refusal extends Pick<Act, 'actor' | 'action' | 'subject' | 'origin'> {
  /** Of the error. */
  readonly code: string;
  /** The route that was asked for, as it is registered: what stands in an address may be personal. */
  readonly route: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface RefusalLog {
  /** Never rejects: what could not be written now is part of the count of its minute. */
  note(refusal: Refusal): Promise<void>;
  close(): Promise<void>;
}

export interface RefusalLogDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: Audit | undefined;
}

interface Repeated {
  readonly refusal: Refusal;
  /** Since the last entry of this kind. */
  times: number;
  readonly routes: Set<string>;
}

const minuteMs = 60_000;
const routesNamedMax = 10;
/** Beyond these nobody is told apart any more; they are still counted. */
const kindsMax = 10_000;
const firstsPerSecondMax = 20;

/**
 * Writes refusals into the audit log without letting whoever causes them write as much as they like: the first of a kind at
 * once, the others of it as one entry a minute that says how many and where. Of a kind are those of the same credentials, or
 * from the same address where no credentials are known, with the same code.
 *
 * A kind: *unknown* → (a refusal: entry) → *counting* → (a minute with refusals: entry) → *counting*; → (a minute
 * without) → *unknown*.
 */
export function openRefusalLog({ database, clock, logger, audit }: RefusalLogDependencies): RefusalLog {
  const kinds = new Map<string, Repeated>();
  const others: Repeated = { refusal: toldApartFromNobody, times: 0, routes: new Set() };
  const allowFirst = allowPerSecond(clock, firstsPerSecondMax);
  let timer: Cancellable | undefined;

  function count(kind: Repeated, route: string): void {
    kind.times += 1;
    if (kind.routes.size < routesNamedMax) kind.routes.add(route);
  }

  async function flush(): Promise<void> {
    timer = undefined;
    const repeated = [...kinds.values(), others].filter(({ times }) => times > 0);
    for (const [key, { times }] of kinds) if (times === 0) kinds.delete(key);
    const acts = repeated.map(toAct);
    const taken = repeated.map((kind) => ({ kind, times: kind.times }));
    for (const { kind } of taken) kind.times = 0;
    if (kinds.size > 0 || others.times > 0) schedule();
    if (audit === undefined || acts.length === 0) return;
    try {
      await recordActs(audit, database, acts);
      for (const { kind } of taken) kind.routes.clear();
    } catch (error) {
      for (const { kind, times } of taken) kind.times += times;
      logger.warn({ err: error }, 'refusals are written into the audit log a minute later');
    }
  }

  function schedule(): void {
    timer ??= clock.schedule(minuteMs, () => void flush());
  }

  return {
    async note(refusal) {
      if (audit === undefined) return;
      schedule();
      const key = kindOf(refusal);
      const known = kinds.get(key);
      if (known !== undefined) return count(known, refusal.route);
      if (kinds.size >= kindsMax || !allowFirst()) return count(others, refusal.route);
      const kind: Repeated = { refusal, times: 0, routes: new Set() };
      kinds.set(key, kind);
      const { code, route, details, ...act } = refusal;
      try {
        await recordAct(audit, database, { ...act, details: { ...details, code, route } });
      } catch (error) {
        count(kind, route);
        logger.warn({ err: error }, 'a refusal is written into the audit log a minute later');
      }
    },
    async close() {
      timer?.cancel();
      await flush();
      timer?.cancel();
    },
  };
}

const toldApartFromNobody: Refusal = {
  actor: { kind: 'anonymous', id: 'anonymous' },
  action: 'access.refused',
  subject: null,
  origin: {},
  code: 'various',
  route: '',
  details: {},
};

function kindOf({ actor, action, subject, origin, code }: Refusal): string {
  const isKnown = actor.kind !== 'anonymous' || subject !== null;
  return JSON.stringify([action, code, actor, subject, isKnown ? null : addressBlock(origin?.address ?? '')]);
}

function toAct({ refusal, times, routes }: Repeated): Act {
  const { actor, action, subject, origin, code, details } = refusal;
  const isKnown = actor.kind !== 'anonymous' || subject !== null;
  return {
    actor,
    action,
    subject,
    // Those of known credentials may have come from anywhere.
    ...(isKnown || origin?.address === undefined ? {} : { origin: { address: origin.address } }),
    details: { ...details, code, times, routes: [...routes].join(', ') },
  };
}
