import type { ProblemDocument } from '#kernel/problem';
import { escapeHtml } from './escape-html.ts';
import { escapeProse } from './escape-prose.ts';
import { renderPage } from './render-page.ts';

/** A problem document for somebody who looks at it in a browser. */
export function renderProblem(problem: ProblemDocument, requestId: string): string {
  return renderPage(
    problem.title,
    `<main class="card">
<h1>${escapeHtml(problem.title)}</h1>
<p>${escapeProse(problem.detail)}</p>
<p>${escapeProse(problem.fix)}</p>
<p><a href="${escapeHtml(problem.type)}"><code>${escapeHtml(problem.code)}</code></a> · request <code>${escapeHtml(requestId)}</code></p>
</main>`,
  );
}
