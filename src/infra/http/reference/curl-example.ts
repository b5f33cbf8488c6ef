import type { JsonSchema, Operation } from '../openapi-document.ts';
import { exampleValue } from './example-value.ts';

/** A `curl` command that makes a request the operation understands. */
export function curlExample(
  method: string,
  path: string,
  operation: Operation,
  components: Readonly<Record<string, JsonSchema>>,
): string {
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleValue(schema, components)))}`)
    .join('&');
  const address = `"$HUB_URL${path.replace(/\{(\w+)\}/g, '$1')}${query === '' ? '' : `?${query}`}"`;
  const parts = [method === 'GET' ? `curl ${address}` : `curl -X ${method} ${address}`];
  if (operation.security?.length !== 0) parts.push('-H "Authorization: Bearer $SERVICE_KEY"');
  const [body] = Object.entries(operation.requestBody?.content ?? {});
  if (body !== undefined) {
    const [contentType, { schema }] = body;
    parts.push(`-H 'Content-Type: ${contentType}'`);
    const example = JSON.stringify(exampleValue(schema, components), null, 2);
    parts.push(`-d '${example.replaceAll("'", String.raw`'\''`)}'`);
  }
  return parts.join(' \\\n  ');
}
