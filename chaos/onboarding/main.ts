/**
 * `node chaos/onboarding/main.ts [rounds] [seed]`: people join while hubs are killed and hung and the database is killed, and
 * everybody must become a member, once. Ends with code 0 when they did, 1 when not.
 */
import { randomInt } from 'node:crypto';
import { seededRandom, type Random } from '#kernel/random';
import { sleep, systemClock } from '#kernel/time';
import { hangProcess } from '../faults/hang-process.ts';
import { openStage } from '../stage/open-stage.ts';
import type { Stage } from '../stage/types.ts';
import { proveJoinings } from './prove-joinings.ts';
import { startJoiners } from './start-joiners.ts';

const roundsDefault = 6;
const seedsMax = 1_000_000;
const calmMs = 4_000;

async function main(rounds: number, seed: number): Promise<boolean> {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort(new Error('SIGINT')));
  const random = seededRandom(seed);
  tell(`seed ${seed}, ${rounds} rounds`);
  const stage = await openStage({ seed, clockShiftsMs: [0, 0], signal: interruption.signal });
  let wrong: string[] = ['it did not come to an end'];
  try {
    const joiners = await startJoiners(stage, random);
    for (let round = 0; round < rounds; round += 1) {
      await sleep(systemClock, random() * calmMs);
      tell(await doHarm(stage, random, interruption.signal));
      tell(`  ${joiners.welcomed.length} were welcomed`);
    }
    await joiners.stop();
    wrong = [...joiners.surprises, ...(await proveJoinings(stage, joiners.welcomed))];
    tell(`${joiners.welcomed.length} were welcomed`);
    for (const sentence of wrong) tell(`✗ ${sentence}`);
    return wrong.length === 0 && joiners.welcomed.length > 0;
  } finally {
    await stage.close({ keepFiles: wrong.length > 0 });
    if (wrong.length > 0) tell(`logs are in ${stage.directory}`);
  }
}

async function doHarm(stage: Stage, random: Random, signal: AbortSignal): Promise<string> {
  const { ward } = stage.hubs[Math.floor(random() * stage.hubs.length)]!;
  const kind = random();
  if (kind < 0.5) {
    const downMs = Math.round(random() * 9_000);
    ward.kill(downMs);
    return `${ward.name} is killed, and comes back after ${downMs} ms`;
  }
  if (kind < 0.8) {
    // Longer than hubs wait for each other: another one takes over, and this one wakes up in the middle of a step.
    const hungMs = 6_000 + Math.round(random() * 4_000);
    await hangProcess(ward, hungMs, signal);
    return `${ward.name} hung for ${hungMs} ms`;
  }
  const downMs = Math.round(random() * 8_000);
  stage.postgresWard.kill(downMs);
  return `the database is killed, and comes back after ${downMs} ms`;
}

function tell(sentence: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(7)} s  ${sentence}\n`);
}

const [rounds = roundsDefault, seed = randomInt(seedsMax)] = process.argv.slice(2).map(Number);
process.exit((await main(rounds, seed)) ? 0 : 1);
