/** JSON schemas of what several routes take. */

// What PostgreSQL cannot hold: NUL, and halves of surrogate pairs.
const storable = { type: 'string', pattern: '^[^\\u0000\\ud800-\\udfff]*$' } as const;

export const userIdSchema = { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' } as const;
export const tierSchema = { enum: ['onyx', 'obsidian', 'void'] } as const;
export const dateSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;
export const nameSchema = { ...storable, minLength: 1, maxLength: 128 } as const;
export const textSchema = { ...storable, minLength: 1, maxLength: 4_000 } as const;

/** Numbers in a query string are text; the route turns them into numbers. */
export const limitSchema = { type: 'string', pattern: '^[1-9]\\d{0,3}$', default: '100' } as const;

/** An object with exactly these members, of which `required` must be there. */
export const objectSchema = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
) => ({ type: 'object', properties, required, additionalProperties: false });
