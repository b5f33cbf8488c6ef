import { InvalidArgumentError, Option } from 'commander';

/** Collects an option that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return count;
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads a length of time such as `500ms`, `30s`, `15m`, `2h`, `7d` as milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError('It must be a length of time such as 30s, 15m, 2h or 7d.');
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** An option that takes a length of time, and shows its default as people write it. */
export const durationOption = (flags: string, description: string, fallback: string): Option =>
  new Option(flags, description).argParser(parseDuration).default(parseDuration(fallback), fallback);

/**
 * Reads a moment: RFC 3339, or a length of time that has passed since, such as `15m`.
 *
 * @returns RFC 3339 in UTC
 */
export function parseMoment(text: string): string {
  if (/^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/.test(text))
    return new Date(Date.now() - parseDuration(text)).toISOString();
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) {
    throw new InvalidArgumentError(
      'It must be a time such as 2026-01-31T10:00:00Z, or 15m for a quarter of an hour ago.',
    );
  }
  return moment.toISOString();
}

export function parseRequestLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new InvalidArgumentError('It must be a whole number from 0.');
  return limit;
}
