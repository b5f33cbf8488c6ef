import type { TextSeal } from '#infra/db';
import type { DeliveryError } from './types.ts';

/**
 * What went wrong, as its jsonb column holds it: one string, sealed. What a platform answered may repeat what it was sent, or say
 * more of the person. Rows from before errors were sealed hold the object itself.
 */
export function sealError(error: DeliveryError, texts: TextSeal, context: string): string {
  return JSON.stringify(texts.seal(JSON.stringify(error), context));
}

/** @throws `crypto.cannot_open` when it was altered or belongs to another event */
export function openError(stored: unknown, texts: TextSeal, context: string): DeliveryError {
  return (typeof stored === 'string' ? JSON.parse(texts.open(stored, context)) : stored) as DeliveryError;
}
