import { ConnectorError, type HubClient } from '@interlock/connector';

const refuse = (): Promise<never> =>
  Promise.reject(new ConnectorError('connector.hub_unavailable', { detail: 'No hub is configured.' }));

/** Stands in for a hub where there is none, so that the outbox keeps its events. */
export const absentHub: HubClient = { sendEvent: refuse, sendEvents: refuse, sendSerialised: refuse };
