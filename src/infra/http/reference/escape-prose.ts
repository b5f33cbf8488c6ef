import { escapeHtml } from './escape-html.ts';

/** Prose as HTML: escaped, with `code` between backticks set as code. */
export function escapeProse(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
