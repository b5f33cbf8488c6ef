import { profileDigest, interlockPlugin, type BatchFailure, type ProfileBase } from '@interlock/connector';
import fastify from 'fastify';

/** What comes of a batch; thrown errors answer 500. */
export type Behaviour = (
  profiles: readonly ProfileBase[],
) => readonly BatchFailure[] | void | Promise<readonly BatchFailure[] | void>;

/** A platform that keeps its profiles in memory, behind the real connector plugin and real HTTP. */
export interface TestPlatform {
  readonly url: string;
  /** What the platform holds. Tests alter it to make drift. */
  readonly profiles: Map<string, ProfileBase>;
  /** Every batch that arrived with a good signature, in order. */
  readonly batches: (readonly ProfileBase[])[];
  /** Decides over the batches that follow. */
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

export async function startTestPlatform(id: string, secret: string): Promise<TestPlatform> {
  const profiles = new Map<string, ProfileBase>();
  const batches: (readonly ProfileBase[])[] = [];
  let behaviour: Behaviour = () => {};
  const open = async (port: number) => {
    const app = fastify({ logger: false, forceCloseConnections: true });
    await app.register(interlockPlugin, {
      platform: id,
      secrets: [secret],
      inbox: {
        on: unused,
        onBatch: unused,
        onProfiles: unused,
        applyEvents: async () => ({}),
        prune: async () => 0,
        ping: async () => {},
        takesProfiles: true,
        async applyProfiles(batch) {
          batches.push(batch);
          const failures = (await behaviour(batch)) ?? [];
          const failed = new Set(failures.map((failure) => failure.id));
          for (const profile of batch) {
            const held = profiles.get(profile.userId);
            if (failed.has(profile.userId) || (held !== undefined && held.version >= profile.version))
              continue;
            profiles.set(profile.userId, profile);
          }
          return { failures };
        },
        async digestProfiles(userIds) {
          const held = userIds.flatMap((userId) => profiles.get(userId) ?? []);
          return {
            profiles: held.map((profile) => ({
              userId: profile.userId,
              version: profile.version,
              digest: profileDigest(profile),
            })),
          };
        },
      },
    });
    return { app, url: await app.listen({ port, host: '127.0.0.1' }) };
  };
  let server = await open(0);
  const { url } = server;
  return {
    url,
    profiles,
    batches,
    behave(next) {
      behaviour = next;
    },
    stop: () => server.app.close(),
    async start() {
      server = await open(Number(new URL(url).port));
    },
  };
}

function unused(): never {
  throw new TypeError('the test platform takes profiles only');
}
