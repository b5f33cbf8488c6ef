import { componentName, type JsonSchema } from '../openapi-document.ts';

/**
 * Writes a schema the way a TypeScript reader reads fastest: indented, optional members with `?`, what a
 * member means as a comment above it. Named schemas stand by their name.
 */
export function describeSchema(schema: JsonSchema, indent = ''): string {
  if (schema.$ref !== undefined) return componentName(schema.$ref);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map((each) => describeSchema(each, indent)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((each) => describeSchema(each, indent)).join(' & ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type: string) => describeSchema({ ...schema, type }, indent)).join(' | ');
  }
  if (schema.type === 'array') return describeArray(schema, indent);
  if (schema.type === 'object' || schema.properties !== undefined) return describeObject(schema, indent);
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function describeArray(schema: JsonSchema, indent: string): string {
  if (schema.prefixItems !== undefined) {
    return `[${schema.prefixItems.map((item) => describeSchema(item, indent)).join(', ')}]`;
  }
  const item = describeSchema(schema.items ?? {}, indent);
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function describeObject(schema: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?';
    const remarks = [member.description, ...limitsOf(member)].filter((remark) => remark !== undefined);
    const comment = remarks.length === 0 ? '' : `${inner}// ${remarks.join('; ')}\n`;
    return `${comment}${inner}${name}${mark}: ${describeSchema(member, inner)}`;
  });
  const rest = schema.additionalProperties;
  if (rest !== undefined && rest !== false) {
    members.push(`${inner}[name: string]: ${describeSchema(rest === true ? {} : rest, inner)}`);
  }
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${indent}}`;
}

/** The limits of a value in words: format, range, length, default. */
export function limitsOf(schema: JsonSchema): string[] {
  const limits: string[] = [];
  if (schema.format !== undefined) limits.push(schema.format);
  const ranges = [
    ['', schema.minimum, schema.maximum],
    [' characters', schema.minLength, schema.maxLength],
    [' items', schema.minItems, schema.maxItems],
  ] as const;
  for (const [unit, minimum, maximum] of ranges) {
    const highest = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
    const lowest = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
    if (lowest !== undefined && highest !== undefined) limits.push(`${lowest} to ${highest}${unit}`);
    else if (lowest !== undefined) limits.push(`at least ${lowest}${unit}`);
    else if (highest !== undefined) limits.push(`at most ${highest}${unit}`);
  }
  if (schema.default !== undefined) limits.push(`default ${JSON.stringify(schema.default)}`);
  return limits;
}
