import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { cliErrors } from '../errors.ts';

/** What options that take JSON accept, for their help. */
export const jsonInput = 'JSON, @file, or - for standard input';

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws `cli.bad_argument`
 */
export async function readInput(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw cliErrors('cli.bad_argument', { detail: `${file} cannot be read: ${why}.`, cause });
  }
}

/**
 * Reads an option’s JSON object: as it is, from `@file`, or from standard input for `-`.
 *
 * @param name the option, for the error
 * @throws `cli.bad_argument`
 */
export async function readJsonObject(given: string, name: string): Promise<Record<string, unknown>> {
  const file = given.startsWith('@') ? given.slice(1) : given === '-' ? '-' : undefined;
  return parseJsonObject(file === undefined ? given : await readInput(file), name);
}

/** @throws `cli.bad_argument` */
export function parseJsonObject(json: string, name: string): Record<string, unknown> {
  const value = parseJson(json, name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw cliErrors('cli.bad_argument', { detail: `${name} must be a JSON object.` });
}

/** @throws `cli.bad_argument` */
export function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw cliErrors('cli.bad_argument', { detail: `${name} is not JSON: ${why}.`, cause });
  }
}

/** The lines that are not empty. */
export const splitLines = (content: string): string[] =>
  content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
