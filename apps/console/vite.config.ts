import { definePages } from '@interlock/design/vite';

const hub = process.env['INTERLOCK_URL'] ?? 'http://localhost:4000';

export default definePages({
  base: '/console/',
  proxy: { '/api': hub, '/ws': { target: hub, ws: true } },
  // The graph and the charts are loaded when a page shows them.
  chunkKilobytesMax: 300,
});
