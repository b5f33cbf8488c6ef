import { sleep, systemClock } from '#kernel/time';
import type { MemberAnswer, MemberClient } from './member-client.ts';

const pauseMs = 100;
const attemptsMax = 600;

/**
 * Joins as a person does whose hub is killed again and again: what gets no answer is tried again, and when nobody knows whether
 * the passkey was taken, the state of the joining tells.
 *
 * @returns the person’s id
 * @throws when joining does not end in a welcome
 */
export async function joinThroughKills(client: MemberClient, code: string): Promise<string> {
  const joining = await untilAnswered(() => client.redeem(code));
  if (joining.status !== 201) throw new Error(`not let in: ${JSON.stringify(joining.body)}`);
  const address = `/api/onboarding/${String(joining.body['joiningId'])}`;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const { body } = await untilAnswered(() => client.call('GET', address));
    if (body['state'] === 'welcome') return String(body['personId']);
    if (body['state'] !== 'preparing' && body['state'] !== 'awaiting_passkey') {
      throw new Error(`joining ended otherwise: ${JSON.stringify(body)}`);
    }
    if (body['passkeyAt'] === null) await client.register(joining).catch(() => {});
    else await sleep(systemClock, pauseMs);
  }
  throw new Error('joining never ended');
}

async function untilAnswered(ask: () => Promise<MemberAnswer>): Promise<MemberAnswer> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const answer = await ask().catch(() => undefined);
    // A hub that goes away says so.
    if (answer !== undefined && answer.status < 500) return answer;
    await sleep(systemClock, pauseMs);
  }
  throw new Error('nobody answers');
}
