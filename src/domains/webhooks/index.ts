export { webhookErrors } from './errors.ts';
export { isWebhookSource } from './is-webhook-source.ts';
export { openWebhooks } from './open-webhooks.ts';
export { receiveWebhook } from './receive-webhook.ts';
export { registerSource } from './register-source.ts';
export type { SourceRegistration } from './register-source.ts';
export { rotateSourceSecret } from './rotate-source-secret.ts';
export { webhookRoutes } from './routes.ts';
export type {
  IncomingWebhook,
  WebhookDependencies,
  WebhookResult,
  Webhooks,
  WebhookScheme,
  WebhookSource,
} from './types.ts';
