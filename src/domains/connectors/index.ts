export { callPlatform } from './call-platform.ts';
export type { HeldReason, PlatformAnswer, PlatformCall } from './call-platform.ts';
export type { CircuitPosition } from './circuit.ts';
export type { UnreachableReason } from './classify-failure.ts';
export { registerConnectorMetrics } from './connector-metrics.ts';
export { createPlatform } from './create-platform.ts';
export type { CreatedPlatform, PlatformCreation } from './create-platform.ts';
export { deletePlatform } from './delete-platform.ts';
export type { CountWaitingEvents } from './delete-platform.ts';
export { connectorErrors } from './errors.ts';
export { findPlatform } from './find-platform.ts';
export type { Election } from './health/elect-leader.ts';
export { startHealthChecks } from './health/start-health-checks.ts';
export type { HealthState, ReportedMetrics } from './health/types.ts';
export { listPlatforms } from './list-platforms.ts';
export { onPlatformChange } from './on-platform-change.ts';
export { openConnectors } from './open-connectors.ts';
export { addressesOf, platformConfigJsonSchema, platformConfigSchema } from './platform-config.ts';
export type { PlatformConfig, PlatformDefinition } from './platform-config.ts';
export { platformHealth } from './platform-health.ts';
export type { PlatformHealth } from './describe-health.ts';
export { platformsFileJsonSchema, platformsFileSchema } from './platforms-file.ts';
export { registerFromFile } from './register-from-file.ts';
export type { Registration } from './register-from-file.ts';
export { rotateSecret } from './rotate-secret.ts';
export { connectorRoutes } from './routes.ts';
export type { ConnectorRoutesDependencies } from './routes.ts';
export { setActiveAddress } from './set-active-address.ts';
export { setRateShare } from './set-rate-share.ts';
export { setPlatformEnabled } from './set-platform-enabled.ts';
export { subscribesTo } from './subscribes-to.ts';
export type { SubscribableEvent } from './subscribes-to.ts';
export { testConnection } from './test-connection.ts';
export type { ConnectionTest } from './test-connection.ts';
export type {
  AddressHealth,
  Connectors,
  ConnectorsDependencies,
  PlatformChange,
  PlatformLifecycle,
  Route,
} from './types.ts';
export { updatePlatform } from './update-platform.ts';
export type { PlatformUpdate } from './update-platform.ts';
