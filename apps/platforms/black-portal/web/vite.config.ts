import { definePages } from '@interlock/design/vite';

// What proves in the worker is loaded only by those who prove.
export default definePages({ chunkKilobytesMax: 600 });
