import { componentName, type JsonSchema } from '../openapi-document.ts';

const depthMax = 6;

/** A value that fits the schema: its own example when it has one, otherwise the plainest that does. */
export function exampleValue(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  depth = 0,
): unknown {
  const given = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.default ?? schema.enum?.[0];
  if (given !== undefined) return given;
  if (depth > depthMax) return {};
  const next = (inner: JsonSchema): unknown => exampleValue(inner, components, depth + 1);
  if (schema.$ref !== undefined) return next(components[componentName(schema.$ref)] ?? {});
  const chosen = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (chosen !== undefined) return next(chosen);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(next));
  const [type] = [schema.type].flat();
  if (type === 'array') return schema.prefixItems?.map(next) ?? [next(schema.items ?? {})];
  if (type === 'object' || schema.properties !== undefined) {
    const required = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(required.map(([name, member]) => [name, next(member)]));
  }
  if (type === 'number' || type === 'integer') return Math.max(schema.minimum ?? 0, 0);
  if (type === 'boolean') return true;
  if (type === 'string') return exampleText(schema);
  return {};
}

const examplesByFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T10:00:00Z',
  date: '2026-11-22',
  uri: 'https://platform.example/interlock',
  uuid: '0198f7c2-0000-7000-8000-000000000000',
};

function exampleText({ format, minLength = 0 }: JsonSchema): string {
  return examplesByFormat[format ?? ''] ?? '…'.padEnd(minLength, '…');
}
