import { escapeHtml, renderPage } from '#infra/http';

/** The page behind a sign-in link; its button does the signing in. */
export function renderConfirmPage(token: string): string {
  return renderPage(
    'Sign in to Interlock',
    `<main class="card">
<h1>Sign in to Interlock</h1>
<p>This link works once. It opens the operators’ console in this browser.</p>
<form method="post" action="/sign-in">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<button type="submit" autofocus>Sign in</button>
</form>
</main>`,
  );
}
