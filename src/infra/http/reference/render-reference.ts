import {
  componentName,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from '../openapi-document.ts';
import { curlExample } from './curl-example.ts';
import { describeSchema, limitsOf } from './describe-schema.ts';
import { escapeHtml } from './escape-html.ts';
import { escapeProse } from './escape-prose.ts';
import { renderPage } from './render-page.ts';

interface Entry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The API reference as one HTML page, grouped by tag, without script. */
export function renderReference(document: OpenApiDocument): string {
  const groups = groupByTag(document);
  const components = document.components?.schemas ?? {};
  return renderPage(
    `${document.info.title} API`,
    `<a class="skip" href="#content">Skip to the content</a>
<div class="layout">
<nav aria-label="Reference">
<strong>${escapeHtml(document.info.title)} ${escapeHtml(document.info.version)}</strong>
${[...groups].map(([tag, entries]) => renderGroupLinks(tag, entries)).join('\n')}
<h2>More</h2>
<ul><li><a href="#schemas">Schemas</a></li><li><a href="/docs/errors">Errors</a></li><li><a href="/openapi.json">OpenAPI document</a></li></ul>
</nav>
<main id="content">
<h1>${escapeHtml(document.info.title)} API</h1>
<p>Requests and answers are JSON. Every error is a problem document with a stable <code>code</code>;
<a href="/docs/errors">all of them are listed</a>. Service keys are sent as <code>Authorization: Bearer ilk_…</code>.</p>
${[...groups].map(([tag, entries]) => renderGroup(tag, entries, components)).join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(components).map(renderComponent).join('\n')}
</main>
</div>`,
  );
}

function groupByTag(document: OpenApiDocument): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'other';
      const id = `${method}-${path.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
      const entry = { id, method: method.toUpperCase(), path, operation };
      groups.set(tag, [...(groups.get(tag) ?? []), entry]);
    }
  }
  return new Map([...groups].toSorted(([left], [right]) => left.localeCompare(right)));
}

function renderGroupLinks(tag: string, entries: readonly Entry[]): string {
  const links = entries.map(
    ({ id, method, path, operation }) =>
      `<li><a href="#${id}">${escapeHtml(operation.summary ?? `${method} ${path}`)}</a></li>`,
  );
  return `<h2>${escapeHtml(tag)}</h2><ul>${links.join('')}</ul>`;
}

function renderGroup(
  tag: string,
  entries: readonly Entry[],
  components: Readonly<Record<string, JsonSchema>>,
): string {
  const articles = entries.map((entry) => renderOperation(entry, components));
  return `<section aria-labelledby="tag-${escapeHtml(tag)}"><h2 id="tag-${escapeHtml(tag)}">${escapeHtml(tag)}</h2>
${articles.join('\n')}</section>`;
}

function renderOperation(
  { id, method, path, operation }: Entry,
  components: Readonly<Record<string, JsonSchema>>,
): string {
  const bodies = Object.entries(operation.requestBody?.content ?? {});
  return `<article id="${id}">
<h3><span class="method">${method}</span>${escapeHtml(path)}</h3>
<p class="access">${escapeHtml(describeAccess(operation))}</p>
<p>${escapeProse([operation.summary, operation.description].filter((part) => part !== undefined).join('. '))}</p>
${renderParameters(operation.parameters ?? [])}
${bodies.map(([contentType, { schema }]) => renderSchema(`Body: ${contentType}`, schema, components)).join('\n')}
<details><summary>Example</summary><pre tabindex="0"><code>${escapeHtml(curlExample(method, path, operation, components))}</code></pre></details>
<details><summary>Answers</summary>${renderResponses(operation, components)}</details>
</article>`;
}

function describeAccess(operation: Operation): string {
  if (operation.security?.length === 0) return 'Open to everybody';
  const callers = operation.security?.flatMap((scheme) => Object.keys(scheme)) ?? [];
  const whom = [
    ...(callers.includes('serviceKey') ? ['service keys with this scope'] : []),
    ...(callers.includes('staffSession') ? ['staff'] : []),
    ...(callers.includes('memberSession') ? ['members'] : []),
  ];
  return `Asks for ${operation['x-permission'] ?? 'nothing'}: ${whom.join(', ')}`;
}

function renderParameters(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, description, schema }) => {
    const remarks = [description, ...limitsOf(schema)].filter((remark) => remark !== undefined).join('; ');
    const cells = [`<code>${escapeHtml(name)}</code>`, place + (required === true ? ', required' : '')];
    cells.push(`<code>${escapeHtml(describeSchema(schema))}</code>`, escapeProse(remarks));
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<h4>Parameters</h4><div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function renderResponses(operation: Operation, components: Readonly<Record<string, JsonSchema>>): string {
  return Object.entries(operation.responses ?? {})
    .flatMap(([status, { description, content }]) => {
      const label = `${status === 'default' ? 'Any error' : status}: ${description}`;
      const bodies = Object.values(content ?? {});
      if (bodies.length === 0) return [`<h4>${escapeHtml(label)}</h4>`];
      return bodies.map(({ schema }) => renderSchema(label, schema, components));
    })
    .join('\n');
}

function renderComponent([name, schema]: readonly [string, JsonSchema]): string {
  const meaning = schema.description === undefined ? '' : `<p>${escapeProse(schema.description)}</p>`;
  return `<article id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${meaning}<pre tabindex="0"><code>${linkNames(describeSchema(schema))}</code></pre></article>`;
}

// A schema that is only a name is shown whole, so that nobody has to jump to see what to send.
function renderSchema(
  title: string,
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
): string {
  const name = schema.$ref === undefined ? undefined : componentName(schema.$ref);
  const link = name === undefined ? '' : ` · <a href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
  const shown = (name === undefined ? undefined : components[name]) ?? schema;
  return `<h4>${escapeHtml(title)}${link}</h4><pre tabindex="0"><code>${linkNames(describeSchema(shown))}</code></pre>`;
}

// Component names are the only capitalised words outside comments and strings.
function linkNames(description: string): string {
  return escapeHtml(description)
    .split('\n')
    .map((line) =>
      line.trimStart().startsWith('//')
        ? line
        : line.replace(/(^|[\s(|&[])([A-Z][A-Za-z0-9]*)/g, '$1<a href="#schema-$2">$2</a>'),
    )
    .join('\n');
}
