import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#kernel/time';
import { readAct } from './read-act.ts';
import type { DeclaredAct, RecordDeclaredAct } from './act-types.ts';

const repeatsWithinMs = 60_000;
const rememberedMax = 10_000;

/** Which readings were recorded within the last minute: pages that are open ask for the same again and again. */
export interface Readings {
  isKnown(reading: string): boolean;
  add(reading: string): void;
}

export function rememberReadings(clock: Clock): Readings {
  const recordedAtMs = new Map<string, number>();
  return {
    isKnown(reading) {
      const atMs = recordedAtMs.get(reading);
      return atMs !== undefined && clock.monotonic() - atMs < repeatsWithinMs;
    },
    add(reading) {
      recordedAtMs.delete(reading);
      recordedAtMs.set(reading, clock.monotonic());
      // The first one is the oldest. Forgotten too early, a reading is just recorded once more.
      if (recordedAtMs.size > rememberedMax) recordedAtMs.delete(recordedAtMs.keys().next().value ?? '');
    },
  };
}

/**
 * Writes down who reads what of people before the answer goes out: what cannot be recorded is not shown. The very same
 * reading by the same caller is recorded once a minute. A refused request shows nothing.
 */
export function recordReading(act: DeclaredAct, record: RecordDeclaredAct, readings: Readings) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (reply.statusCode >= 400) return;
    const { details, ...read } = readAct(request, act);
    const asked = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null));
    const reading = JSON.stringify([request.principal?.kind, request.principal?.id, request.ip, read, asked]);
    if (readings.isKnown(reading)) return;
    await record(null, request, { ...read, details: asked });
    readings.add(reading);
  };
}
