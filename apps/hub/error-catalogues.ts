import { analyticsErrors } from '#analytics';
import { anonymityErrors } from '#anonymity';
import { auditErrors } from '#audit';
import { connectorErrors } from '#connectors';
import { deliveryErrors } from '#delivery';
import { eventErrors } from '#events';
import { identityErrors } from '#identity';
import { configErrors } from '#infra/config';
import { cryptoErrors } from '#infra/crypto';
import { databaseErrors } from '#infra/db';
import { httpErrors, withInternalError } from '#infra/http';
import { postgresErrors } from '#infra/postgres';
import { operationErrors } from '#infra/telemetry';
import { onboardingErrors } from '#onboarding';
import { realtimeErrors } from '#realtime';
import { syncErrors } from '#sync';
import { webhookErrors } from '#webhooks';

/** Every error that the hub answers or ends with, by what it belongs to. */
export const catalogues = withInternalError({
  events: eventErrors.catalogue,
  delivery: deliveryErrors.catalogue,
  connectors: connectorErrors.catalogue,
  sync: syncErrors.catalogue,
  webhooks: webhookErrors.catalogue,
  identity: identityErrors.catalogue,
  onboarding: onboardingErrors.catalogue,
  audit: auditErrors.catalogue,
  anonymity: anonymityErrors.catalogue,
  analytics: analyticsErrors.catalogue,
  realtime: realtimeErrors.catalogue,
  http: httpErrors.catalogue,
  operations: operationErrors.catalogue,
  database: databaseErrors.catalogue,
  config: configErrors.catalogue,
  crypto: cryptoErrors.catalogue,
  postgres: postgresErrors.catalogue,
});
