import { createServiceKey } from '#identity';
import type { Random } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { joinThroughKills } from '../../e2e/join-through-kills.ts';
import { MemberClient } from '../../e2e/member-client.ts';
import type { Stage } from '../stage/types.ts';

export interface Joiners {
  /** Ids of those who were welcomed so far. */
  readonly welcomed: readonly string[];
  /** What went otherwise than it should. */
  readonly surprises: readonly string[];
  /** Lets those who are joining finish, and nobody begin. */
  stop(): Promise<void>;
}

const joinersAtOnce = 4;
const invitationsAtOnce = 500;

/** People who join, a few at once, one after the other, each with whatever hub answers. */
export async function startJoiners(stage: Stage, random: Random): Promise<Joiners> {
  const codes = await invite(stage);
  const welcomed: string[] = [];
  const surprises: string[] = [];
  let stopped = false;
  let count = 0;
  const someHub = (): string => stage.hubs[Math.floor(random() * stage.hubs.length)]!.url;
  const joinOneByOne = async (): Promise<void> => {
    while (!stopped) {
      const code = codes.pop();
      if (code === undefined) return;
      count += 1;
      const client = await MemberClient.make(someHub(), undefined, `10.4.${count >> 8}.${count & 255}`);
      const elsewhere = (): void => {
        client.hubUrl = someHub();
      };
      await joinThroughKills(client, code, elsewhere).then(
        (personId) => welcomed.push(personId),
        (error: unknown) => surprises.push(String(error)),
      );
    }
  };
  const joining = Promise.all(Array.from({ length: joinersAtOnce }, joinOneByOne));
  return {
    welcomed,
    surprises,
    async stop() {
      stopped = true;
      await joining;
    },
  };
}

async function invite({ hubDatabase, hubs }: Stage): Promise<string[]> {
  const store = { database: hubDatabase, clock: systemClock };
  const { key } = await createServiceKey(store, {
    name: 'chaos of onboarding',
    scopes: ['invitations:admin'],
    createdBy: 'chaos',
  });
  const response = await fetch(`${hubs[0]!.url}/api/invitations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tier: 'onyx', count: invitationsAtOnce }),
  });
  const { invitations } = (await response.json()) as { invitations: { code: string }[] };
  return invitations.map(({ code }) => code);
}
