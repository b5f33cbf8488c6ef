import type { AnonymitySettings } from '../types.ts';
import type { StoredEnrolment } from './lock-enrolment.ts';

/**
 * From when on another commitment may take the place of a person’s; `null`: it may already.
 *
 * @param recoveredAt when staff last let the person begin anew on another device. Once for each recovery that counts: a
 *   secret that is lost with its device could not be used for weeks otherwise.
 */
export function replaceableFrom(
  { replacementMs }: Pick<AnonymitySettings, 'replacementMs'>,
  { replaced_at: replacedAt }: Pick<StoredEnrolment, 'replaced_at'>,
  recoveredAt: Date | null,
  nowMs: number,
): Date | null {
  if (replacedAt === null || (recoveredAt !== null && recoveredAt > replacedAt)) return null;
  const from = new Date(replacedAt.getTime() + replacementMs);
  return from.getTime() <= nowMs ? null : from;
}
