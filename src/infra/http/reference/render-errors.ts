import type { ErrorCatalogue, ErrorDefinition } from '#kernel/errors';
import { toProblem } from '#kernel/problem';
import { escapeHtml } from './escape-html.ts';
import { escapeProse } from './escape-prose.ts';
import { renderPage } from './render-page.ts';

/** Error catalogues by the name of what they belong to: `{ events: …, identity: … }`. */
export type ErrorCatalogues = Readonly<Record<string, ErrorCatalogue>>;

/** All catalogues with the one error that has none: what the hub did not foresee. */
export function withInternalError(catalogues: ErrorCatalogues): ErrorCatalogues {
  const { code, status, title, fix } = toProblem(new Error('unforeseen'));
  return { ...catalogues, internal: { [code]: { status, title, fix } } };
}

/** Every error of the hub on one page; each code is an anchor, so that `type` of a problem leads to it. */
export function renderErrors(catalogues: ErrorCatalogues): string {
  const groups = Object.entries(withInternalError(catalogues)).toSorted(([left], [right]) =>
    left.localeCompare(right),
  );
  const links = groups.map(
    ([name]) => `<li><a href="#group-${escapeHtml(name)}">${escapeHtml(name)}</a></li>`,
  );
  return renderPage(
    'Interlock errors',
    `<a class="skip" href="#content">Skip to the content</a>
<div class="layout">
<nav aria-label="Errors"><strong>Errors</strong><ul>${links.join('')}</ul><h2>More</h2><ul><li><a href="/docs">API reference</a></li></ul></nav>
<main id="content">
<h1>Errors</h1>
<p>Every failure is answered with a problem document (RFC 9457). Its <code>code</code> is stable; the wording may improve.</p>
${groups.map(([name, catalogue]) => renderGroup(name, catalogue)).join('\n')}
</main>
</div>`,
  );
}

function renderGroup(name: string, catalogue: ErrorCatalogue): string {
  const rows = Object.entries(catalogue).map(([code, definition]) => renderRow(code, definition));
  return `<h2 id="group-${escapeHtml(name)}">${escapeHtml(name)}</h2>
<div class="scroll"><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What happened</th><th scope="col">What to do</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function renderRow(code: string, { status, title, fix }: ErrorDefinition): string {
  return `<tr id="${escapeHtml(code)}"><td><a href="#${escapeHtml(code)}"><code>${escapeHtml(code)}</code></a></td><td>${status}</td><td>${escapeProse(title)}</td><td>${escapeProse(fix)}</td></tr>`;
}
