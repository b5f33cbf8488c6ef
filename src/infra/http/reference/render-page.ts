import { escapeHtml } from './escape-html.ts';
import { pageStyle } from './page-style.ts';

/** A complete HTML page in the hub’s own style. `body` is HTML; everything in it is escaped already. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
