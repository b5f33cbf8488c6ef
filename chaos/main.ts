import { randomInt } from 'node:crypto';
import { parseOptions, usage, type ChaosOptions } from './parse-options.ts';
import { findBrokenPromises } from './report/find-broken-promises.ts';
import { formatReport } from './report/format-report.ts';
import { formatSeconds } from './report/format-seconds.ts';
import { runChaos } from './run-chaos.ts';

const exitCodes = { broken: 1, cannotRun: 2, interrupted: 130 } as const;
const seedsMax = 1_000_000;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const startedAt = performance.now();
  const tell = (sentence: string): void => {
    process.stderr.write(`${formatSeconds(performance.now() - startedAt).padStart(8)}  ${sentence}\n`);
  };
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interruption.abort(new Error(signal)));
  }
  tell(`seed ${options.seed}`);
  try {
    const { report, keptIn } = await runChaos(options, tell, interruption.signal);
    const broken = findBrokenPromises(report);
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...report, broken, keptIn })}\n` : `\n${formatReport(report)}\n`,
    );
    if (keptIn !== undefined) tell(`logs and databases are kept in ${keptIn}`);
    if (broken.length > 0) process.exitCode = exitCodes.broken;
  } catch (error) {
    const interrupted = interruption.signal.aborted;
    tell(
      interrupted
        ? 'interrupted; everything was ended'
        : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = interrupted ? exitCodes.interrupted : exitCodes.cannotRun;
  }
}

function readOptions(): ChaosOptions {
  try {
    return parseOptions(process.argv.slice(2), () => randomInt(seedsMax));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(exitCodes.cannotRun);
  }
}

// What is awaited last, the end of processes that were let go, does not by itself keep this one alive.
setInterval(() => {}, 60_000);
await main();
// Node 24 can wait for ever for sockets that were reset in the middle of a write when it ends by itself.
process.exit();
