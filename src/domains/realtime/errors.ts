import { defineErrors } from '#kernel/errors';

export const realtimeErrors = defineErrors({
  'realtime.not_a_websocket': {
    status: 426,
    title: 'This address answers WebSocket connections only',
    fix: 'Connect with a WebSocket client.',
  },
  'realtime.too_many_consoles': {
    status: 503,
    title: 'Too many consoles are open on this hub',
    fix: 'Close one, or try again in a moment.',
  },
});
