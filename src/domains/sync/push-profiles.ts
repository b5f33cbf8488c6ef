import { callPlatform } from '#connectors';
import type { ProfileBatch } from '@interlock/connector';
import { uuidv7 } from '#kernel/ids';
import { composeProfile } from './compose-profile.ts';
import { confirmPushes } from './confirm-pushes.ts';
import { interpretAnswer, type PushResult } from './interpret-answer.ts';
import { recordFailed } from './record-failed.ts';
import { releasePushes } from './release-pushes.ts';
import type { ProfilePlatform } from './profile-platforms.ts';
import type { Push, Sync } from './types.ts';

/**
 * Sends claimed profiles to a platform in one request and writes down what came of each.
 *
 * Safe to repeat: the platform ignores versions that are not newer, and what is written down never goes backwards.
 */
export async function pushProfiles(
  sync: Sync,
  platform: ProfilePlatform,
  pushes: readonly Push[],
): Promise<PushResult> {
  const batch: ProfileBatch = {
    batchId: uuidv7(sync.clock.now()),
    platform: platform.id,
    profiles: pushes.map((push) => composeProfile(push, platform.id, platform.profile)),
  };
  const answer = await callPlatform(sync.connectors, platform.id, {
    path: '/interlock/profiles',
    messageId: batch.batchId,
    body: JSON.stringify(batch),
  });
  const result = interpretAnswer(answer, pushes);
  if (result.kind === 'held') {
    await releasePushes(sync.database, platform.id, pushes);
    return result;
  }
  await confirmPushes(sync, platform.id, result.confirmed);
  await recordFailed(sync, platform, result.failed);
  sync.metrics.pushes.inc({ platform: platform.id, outcome: 'confirmed' }, result.confirmed.length);
  sync.metrics.pushes.inc({ platform: platform.id, outcome: 'failed' }, result.failed.length);
  return result;
}
