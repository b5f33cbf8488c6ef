/** A process that becomes leader and says so; killed by a test. Arguments: database URL, lock. */
import { openDatabase } from '#infra/db';
import { createLogger } from '#infra/telemetry';
import { systemClock } from '#kernel/time';
import { electLeader } from '../health/elect-leader.ts';

const [url = '', lock = ''] = process.argv.slice(2);
const logger = createLogger({ settings: { logLevel: 'silent', logPretty: false } });
electLeader({
  database: openDatabase({ url, connectionsMax: 1 }),
  clock: systemClock,
  logger,
  lock: Number(lock),
  takeOffice: () => {
    process.stdout.write('leading\n');
    return { close: async () => {} };
  },
});
