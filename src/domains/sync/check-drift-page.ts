import { callPlatform } from '#connectors';
import { profileDigest, type DigestRequest } from '@interlock/connector';
import { z } from 'zod';
import { uuidv7 } from '#kernel/ids';
import { addMissingStates } from './add-missing-states.ts';
import { announcePushes } from './announce-pushes.ts';
import { composeProfile } from './compose-profile.ts';
import type { ProfilePlatform } from './profile-platforms.ts';
import { readDriftPage } from './read-drift-page.ts';
import { requestHealing, type Drift } from './request-healing.ts';
import type { Sync, VersionedProfile } from './types.ts';

export type DriftPageResult =
  | {
      readonly kind: 'checked';
      readonly usersChecked: number;
      readonly usersHealed: number;
      /** Where the next page begins; `null`: this was the last one. */
      readonly nextCursor: string | null;
    }
  /** The platform did not say what it holds; the same page is for later. */
  | { readonly kind: 'unanswered'; readonly message: string };

const digestAnswerSchema = z.object({
  profiles: z.array(
    z.object({ userId: z.string(), version: z.number().int().nonnegative(), digest: z.string() }),
  ),
});

/**
 * Compares one page of people, in the order of their ids, with what a platform really holds, and heals what
 * differs: profiles that are absent there, stale or altered, and people whom the platform was never told of.
 *
 * @param cursor the last user id of the page before; `''` begins a pass
 */
export async function checkDriftPage(
  sync: Sync,
  platform: ProfilePlatform,
  cursor: string,
): Promise<DriftPageResult> {
  const page = await readDriftPage(sync.database, platform.id, cursor, sync.options.driftPageSize);
  await addMissingStates(sync.database, page.unknownUserIds, [platform.id]);
  let usersHealed = page.unknownUserIds.length;
  if (page.candidates.length > 0) {
    const answer = await askForDigests(sync, platform, page.candidates);
    if (typeof answer === 'string') return { kind: 'unanswered', message: answer };
    const drifts = page.candidates.flatMap((push) => compare(push, answer, platform));
    usersHealed += await requestHealing(sync.database, platform.id, drifts);
  }
  if (usersHealed > 0) await announcePushes(sync.database, platform.id);
  sync.metrics.driftChecked.inc({ platform: platform.id }, page.candidates.length);
  sync.metrics.driftHealed.inc({ platform: platform.id }, usersHealed);
  return { kind: 'checked', usersChecked: page.candidates.length, usersHealed, nextCursor: page.nextCursor };
}

type Digests = ReadonlyMap<string, { readonly version: number; readonly digest: string }>;

/** @returns what the platform holds, by user id, or why it did not say */
async function askForDigests(
  sync: Sync,
  platform: ProfilePlatform,
  candidates: readonly VersionedProfile[],
): Promise<Digests | string> {
  const request: DigestRequest = {
    platform: platform.id,
    userIds: candidates.map(({ userId }) => userId),
  };
  const answer = await callPlatform(sync.connectors, platform.id, {
    path: '/interlock/profiles/digest',
    messageId: uuidv7(sync.clock.now()),
    body: JSON.stringify(request),
  });
  if (answer.kind === 'held') return `The platform is held (${answer.reason}).`;
  if (answer.kind === 'unreachable') return answer.message;
  if (answer.status !== 200) return `The platform answered ${answer.status}.`;
  const parsed = digestAnswerSchema.safeParse(parseOrNull(answer.body));
  if (!parsed.success) return 'The platform’s answer is no DigestAnswer.';
  return new Map(parsed.data.profiles.map((profile) => [profile.userId, profile]));
}

function compare(push: VersionedProfile, digests: Digests, platform: ProfilePlatform): Drift[] {
  const held = digests.get(push.userId);
  const expected = profileDigest(composeProfile(push, platform.id, platform.profile));
  if (held?.version === push.version && held.digest === expected) return [];
  return [{ userId: push.userId, confirmedVersion: push.version, heldVersion: held?.version ?? 0 }];
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
