import { expect, it } from 'vitest';
import { overallStatus } from './overall-status.ts';

const well = { status: 'operational', circuit: 'closed' } as const;

it('is operational when every enabled platform is', () => {
  expect(overallStatus([well, well])).toBe('operational');
  expect(overallStatus([well, { status: 'disabled', circuit: 'open' }])).toBe('operational');
  expect(overallStatus([])).toBe('operational');
});

it('is degraded while a platform is degraded, cut off, or not checked yet', () => {
  expect(overallStatus([well, { status: 'degraded', circuit: 'closed' }])).toBe('degraded_performance');
  expect(overallStatus([well, { status: 'operational', circuit: 'half_open' }])).toBe('degraded_performance');
  expect(overallStatus([well, { status: 'unknown', circuit: 'closed' }])).toBe('degraded_performance');
});

it('is a partial outage when a platform is down, whatever the others are', () => {
  expect(
    overallStatus([
      { status: 'unknown', circuit: 'closed' },
      { status: 'down', circuit: 'open' },
    ]),
  ).toBe('partial_outage');
});
