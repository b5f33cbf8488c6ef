/**
 * Preloaded (`node --import`) into a process whose wall clock is to be wrong. The file that `CHAOS_CLOCK_FILE` names
 * holds by how many milliseconds; SIGUSR2 has it read again. Monotonic time and timers stay right, as they do when a
 * real clock is set.
 */
import { readFileSync } from 'node:fs';

const file = process.env['CHAOS_CLOCK_FILE'] ?? '';
const trueDate = Date;
let shiftMs = readShift();

process.on('SIGUSR2', () => {
  shiftMs = readShift();
});

function readShift(): number {
  return Number(readFileSync(file, 'utf8'));
}

const now = (): number => trueDate.now() + shiftMs;

globalThis.Date = new Proxy(trueDate, {
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  apply: () => new trueDate(now()).toString(),
  construct: (target, parts, newTarget) =>
    Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as Date,
});
