import type { Clock, DurationMs } from '#kernel/time';
import { formatCount, formatDuration } from './format-time.ts';
import type { Terminal } from './open-terminal.ts';

/** How far a long job has come. */
export interface Progress {
  /** @param remark what else is worth knowing just now, such as the lag */
  update(done: number, remark?: string): void;
  /** Leaves a last line behind. */
  finish(remark?: string): void;
}

const drawEveryMs: DurationMs = 100;
const lineEveryMs: DurationMs = 5_000;
const barCells = 28;

/**
 * Shows progress: a bar drawn over itself for people, a plain line every five seconds for logs.
 *
 * @param unit what is counted, in the plural: `orders`
 */
export function openProgress(
  terminal: Terminal,
  clock: Clock,
  { title, total, unit }: { readonly title: string; readonly total: number; readonly unit: string },
): Progress {
  const startedAt = clock.monotonic();
  let shownAt = Number.NEGATIVE_INFINITY;
  let latest = 0;

  const numbers = (done: number): string => {
    const elapsedMs = Math.max(1, clock.monotonic() - startedAt);
    const rate = (done / elapsedMs) * 1_000;
    return `${formatCount(done)}/${formatCount(total)} ${unit}  ${formatCount(rate)}/s  ${formatDuration(elapsedMs)}`;
  };
  const bar = (done: number): string => {
    const filled = total === 0 ? barCells : Math.round((Math.min(done, total) / total) * barCells);
    return terminal.style('cyan', '█'.repeat(filled)) + terminal.style('dim', '░'.repeat(barCells - filled));
  };
  const trail = (remark: string | undefined): string => (remark === undefined ? '' : `  ${remark}`);

  return {
    update(done, remark) {
      latest = done;
      const now = clock.monotonic();
      if (now - shownAt < (terminal.interactive ? drawEveryMs : lineEveryMs)) return;
      shownAt = now;
      if (terminal.interactive) terminal.draw(`${title} ${bar(done)} ${numbers(done)}${trail(remark)}`);
      else terminal.note(`${title}: ${numbers(done)}${trail(remark)}`);
    },
    finish(remark) {
      terminal.note(`${terminal.style('green', '✓')} ${title}: ${numbers(latest)}${trail(remark)}`);
    },
  };
}
