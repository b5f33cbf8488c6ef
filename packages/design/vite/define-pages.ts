import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type ProxyOptions, type UserConfig } from 'vite';

export interface PagesOptions {
  /** The path below which the pages live, with a slash at both ends. */
  readonly base?: string;
  /** What `vite dev` passes on to the server that runs beside it. */
  readonly proxy?: Readonly<Record<string, string | ProxyOptions>>;
  readonly chunkKilobytesMax: number;
}

/** The head of every page. The charset stays in the file: it counts only within the first kilobyte. */
const head: readonly HtmlTagDescriptor[] = [
  meta('viewport', 'width=device-width, initial-scale=1, viewport-fit=cover'),
  meta('color-scheme', 'light dark'),
  meta('robots', 'noindex'),
];

/** How Vite builds the pages of a front end. */
export function definePages({ base = '/', proxy = {}, chunkKilobytesMax }: PagesOptions): UserConfig {
  // A test runner’s NODE_ENV would make it a development build: several times slower in the browser.
  if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production';
  const icon = { rel: 'icon', type: 'image/svg+xml', href: `${base}mark.svg` };
  const tags: HtmlTagDescriptor[] = [...head, { tag: 'link', injectTo: 'head-prepend', attrs: icon }];
  return defineConfig({
    base,
    // The mark, and the script that keeps a chosen theme from flashing the other one.
    publicDir: fileURLToPath(new URL('../public', import.meta.url)),
    plugins: [react(), { name: 'head', transformIndexHtml: () => tags }],
    build: {
      target: 'es2023',
      // Browsers that know light-dark() and oklch() by themselves: all since spring 2024.
      cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
      // Everything is a file of our own origin, so that the content policy needs neither inline nor data:.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: chunkKilobytesMax,
    },
    worker: { format: 'es' },
    server: { proxy: { ...proxy } },
  });
}

function meta(name: string, content: string): HtmlTagDescriptor {
  return { tag: 'meta', injectTo: 'head-prepend', attrs: { name, content } };
}
