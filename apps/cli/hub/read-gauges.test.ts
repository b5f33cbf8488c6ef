import { expect, test } from 'vitest';
import { parseGauges } from './read-gauges.ts';

test('picks the queues of every platform out of the metrics', () => {
  const text = [
    '# HELP interlock_delivery_lag_events Events that are not settled',
    '# TYPE interlock_delivery_lag_events gauge',
    'interlock_delivery_lag_events{platform="black_portal"} 12',
    'interlock_delivery_lag_events{hub="a",platform="support_portal"} 0',
    'interlock_lanes_parked{platform="black_portal"} 3',
    'interlock_dead_letters{platform="black_portal"} 1',
    'interlock_events_accepted_total{source="x",event_type="y"} 99',
    'process_cpu_seconds_total 1.5',
  ].join('\n');
  expect(Object.fromEntries(parseGauges(text))).toEqual({
    black_portal: { lag: 12, parkedLanes: 3, deadLetters: 1 },
    support_portal: { lag: 0, parkedLanes: 0, deadLetters: 0 },
  });
});
