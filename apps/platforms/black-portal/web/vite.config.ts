import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A test runner’s NODE_ENV would make it a development build: several times slower in the browser.
if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Browsers that know light-dark() and oklch() by themselves: all since spring 2024.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Everything is a file of our own origin, so that the content policy needs neither inline nor data:.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What proves in the worker is loaded only by those who prove.
    chunkSizeWarningLimit: 600,
  },
  worker: { format: 'es' },
});
