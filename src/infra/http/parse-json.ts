import secureJson from 'secure-json-parse';
import { httpErrors } from './errors.ts';

/** Levels of arrays and objects a document may have. Deep trees cost stack in everything that walks them. */
const jsonDepthMax = 64;

/**
 * Parses JSON from outside: valid, not too deep, without keys that reach the prototype of an object.
 *
 * @throws `http.malformed_json`, `http.nested_too_deeply`, `http.forbidden_key`
 */
export function parseJson(text: string): unknown {
  if (isDeeperThan(text, jsonDepthMax)) throw httpErrors('http.nested_too_deeply');
  let document: unknown;
  try {
    // One scan by regular expression tells whether the tree has to be walked for forbidden keys at all.
    document = secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    throw refusal(text, error);
  }
  return document;
}

function refusal(text: string, cause: unknown): Error {
  if (text.trim() === '') return httpErrors('http.malformed_json', { detail: 'The body is empty.' });
  try {
    JSON.parse(text);
  } catch (error) {
    return httpErrors('http.malformed_json', { detail: describe(error), cause });
  }
  return httpErrors('http.forbidden_key', { cause });
}

// The parser’s message quotes the document; only the position is passed on.
function describe(error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return 'The JSON document ends early or is not valid.';
  return `The JSON document is not valid at character ${position}.`;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether the brackets of a JSON text go deeper than `depthMax`, without building anything. What stands in
 * strings does not count. About two nanoseconds per character.
 */
function isDeeperThan(text: string, depthMax: number): boolean {
  // Each level takes two characters.
  if (text.length <= 2 * depthMax) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inString) {
      if (character === backslash) index += 1;
      else if (character === quote) inString = false;
    } else if (character === quote) {
      inString = true;
    } else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (character === 0x7d || character === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
