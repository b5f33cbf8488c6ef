import { sleep, systemClock } from '#kernel/time';
import type { MemberAnswer, MemberClient } from './member-client.ts';

const pauseMs = 100;
const attemptsMax = 600;
const tooMany = 429;
const tooManyPauseMs = 2_000;

/**
 * Joins as a person does whose hub is killed again and again: what gets no answer is tried again, and when nobody knows whether
 * the passkey was taken, the state of the joining tells.
 *
 * @param elsewhere called when nobody answered: the client may be pointed to another hub
 * @returns the person’s id
 * @throws when joining does not end in a welcome
 */
export async function joinThroughKills(
  client: MemberClient,
  code: string,
  elsewhere: () => void = () => {},
): Promise<string> {
  const redeem = (): Promise<MemberAnswer> => untilAnswered(() => client.redeem(code), elsewhere);
  let joining = await redeem();
  if (joining.status !== 201) throw new Error(`not let in: ${JSON.stringify(joining.body)}`);
  const address = `/api/onboarding/${String(joining.body['joiningId'])}`;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const { body } = await untilAnswered(() => client.call('GET', address), elsewhere);
    if (body['state'] === 'welcome') return String(body['personId']);
    if (body['state'] !== 'preparing' && body['state'] !== 'awaiting_passkey') {
      throw new Error(`joining ended otherwise: ${JSON.stringify(body)}`);
    }
    if (body['passkeyAt'] !== null) {
      await sleep(systemClock, pauseMs);
      continue;
    }
    const registered = await client.register(joining).catch(() => undefined);
    // A first request that came to life after the second has replaced what the second gave: the last one counts.
    if (registered?.status === 400) joining = await redeem();
  }
  throw new Error('joining never ended');
}

async function untilAnswered(ask: () => Promise<MemberAnswer>, elsewhere: () => void): Promise<MemberAnswer> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const answer = await ask().catch(() => undefined);
    // A hub that goes away says so; and who tries too often is to wait.
    const isLater = answer === undefined || answer.status >= 500 || answer.status === tooMany;
    if (!isLater) return answer;
    elsewhere();
    await sleep(systemClock, answer?.status === tooMany ? tooManyPauseMs : pauseMs);
  }
  throw new Error('nobody answers');
}
