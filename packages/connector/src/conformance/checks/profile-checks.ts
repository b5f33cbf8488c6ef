import { randomUUID } from 'node:crypto';
import { profileDigest } from '../../profiles/profile-digest.ts';
import type { PlatformProfile, ProfileDigest } from '../../protocol.ts';
import type { Check, CheckContext } from '../check.ts';
import { digestPath, profilesPath } from '../open-endpoint.ts';
import { excerpt, parseJson, readBatchAnswer, requireApplied } from '../read-answer.ts';
import { NotApplicable, Shortcoming } from '../shortcoming.ts';

const firstVersion = 2;

function profileBatch({ endpoint }: CheckContext, profiles: readonly PlatformProfile[]): string {
  return JSON.stringify({ batchId: randomUUID(), platform: endpoint.platform ?? '', profiles });
}

/** Runs before the events, because most platforms know events only of people whom they know. */
const stored: Check = {
  id: 'profile.stored',
  title: 'Profiles are stored',
  needs: ['signature.accepted'],
  async run(context) {
    const { endpoint, samples } = context;
    const profiles = samples.userIds.map((userId) => samples.profile(userId, firstVersion));
    const answer = await endpoint.post(profilesPath, profileBatch(context, profiles));
    if (answer.status === 404) throw new NotApplicable('This endpoint takes no profiles (404).');
    requireApplied(
      readBatchAnswer(answer),
      samples.userIds,
      'Store every profile of the batch; the kit sends the shape that goes with the platform’s id.',
    );
  },
};

const digests: Check = {
  id: 'profile.digest',
  title: 'Digests tell what is stored, and leave out people who are not known',
  needs: ['profile.stored'],
  async run(context) {
    const { samples } = context;
    const userId = samples.userIds[0]!;
    const found = await readDigests(context, [userId, `nobody-${randomUUID()}`]);
    if (found.length !== 1) {
      throw new Shortcoming(
        `Named ${found.length} people when asked for one known and one unknown.`,
        'Answer for the people whom you know, and leave the others out.',
      );
    }
    const expected = profileDigest(samples.profile(userId, firstVersion));
    if (found[0]?.userId !== userId || found[0].version !== firstVersion || found[0].digest !== expected) {
      throw new Shortcoming(
        `The digest of ${userId} is ${found[0]?.digest} at version ${found[0]?.version}, expected ${expected} at ${firstVersion}.`,
        'Rebuild the profile from your tables, with every field as it came, and take profileDigest of it.',
      );
    }
  },
};

const oldVersion: Check = {
  id: 'profile.old_version',
  title: 'An older version of a profile changes nothing',
  needs: ['profile.digest'],
  async run(context) {
    const { endpoint, samples } = context;
    const userId = samples.userIds[1]!;
    const [before] = await readDigests(context, [userId]);
    const older = { ...samples.profile(userId, firstVersion - 1), tier: 'void' as const };
    const answer = await endpoint.post(profilesPath, profileBatch(context, [older]));
    const advice = 'Update only where the stored version is lower, and answer the older one as a success.';
    requireApplied(readBatchAnswer(answer), [userId], advice);
    const [after] = await readDigests(context, [userId]);
    if (before?.digest !== after?.digest) {
      throw new Shortcoming('Version 1 overwrote version 2.', advice);
    }
  },
};

/** The last of all: the kit’s people leave. */
const ended: Check = {
  id: 'profile.ended',
  title: 'People can leave',
  needs: ['profile.stored'],
  async run(context) {
    const { endpoint, samples } = context;
    const profiles = samples.userIds.map((userId) => samples.profile(userId, firstVersion + 1, false));
    requireApplied(
      readBatchAnswer(await endpoint.post(profilesPath, profileBatch(context, profiles))),
      samples.userIds,
      'A profile with active: false is stored like any other; access ends.',
    );
  },
};

async function readDigests({ endpoint }: CheckContext, userIds: readonly string[]): Promise<ProfileDigest[]> {
  const answer = await endpoint.post(
    digestPath,
    JSON.stringify({ platform: endpoint.platform ?? '', userIds }),
  );
  const body = parseJson(answer.body);
  const profiles =
    typeof body === 'object' && body !== null ? (body as { profiles?: unknown }).profiles : undefined;
  if (answer.status !== 200 || !Array.isArray(profiles)) {
    throw new Shortcoming(
      `Answered ${answer.status}${excerpt(answer.body)}`,
      'Answer 200 with {"profiles": [{"userId", "version", "digest"}]}.',
    );
  }
  return profiles as ProfileDigest[];
}

/** In this order, with the checks of events between the first three and the last. */
export const profileChecks: readonly Check[] = [stored, digests, oldVersion];
export const farewellChecks: readonly Check[] = [ended];
