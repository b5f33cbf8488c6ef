import { expect, it } from 'vitest';
import { formatMoment } from './time.ts';

it('leaves the day out on the day itself', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');
  const today = formatMoment('2026-03-04T12:10:00Z', now);
  expect(formatMoment('2026-03-01T12:10:00Z', now)).toContain(today);
  expect(formatMoment('2026-03-01T12:10:00Z', now)).not.toBe(today);
  expect(today).toMatch(/^\d{1,2}[:.]\d{2}/);
});
