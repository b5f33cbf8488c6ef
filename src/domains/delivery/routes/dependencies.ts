import type { EventLog } from '#events';
import type { Database } from '#infra/db';

export interface DeliveryRoutesDependencies {
  readonly database: Database;
  readonly log: EventLog;
}
