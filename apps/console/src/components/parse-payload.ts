export type ParsedPayload =
  | { readonly ok: true; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string; readonly line: number | null };

/** Reads an edited payload and says, in words and by line, why it cannot be sent. */
export function parsePayload(text: string): ParsedPayload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'This is not JSON.';
    return { ok: false, message: explain(message), line: lineOf(text, message) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, message: 'A payload is a JSON object: { … }.', line: 1 };
  }
  return { ok: true, payload: value as Record<string, unknown> };
}

// Browsers word it differently; all that is taken from it is where it happened.
function lineOf(text: string, message: string): number | null {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of (JSON input|data)/i.test(message) ? text.split('\n').length : null;
}

function explain(message: string): string {
  return /end of (JSON input|data)/i.test(message)
    ? 'It ends too early: a bracket or a quote is still open.'
    : 'Something here is not JSON: look for a missing comma, quote or bracket.';
}
