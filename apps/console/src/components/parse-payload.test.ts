import { describe, expect, it } from 'vitest';
import { parsePayload } from './parse-payload.ts';

describe('an edited payload', () => {
  it('is taken when it is a JSON object', () => {
    expect(parsePayload('{"userId": "member-0001"}')).toEqual({
      ok: true,
      payload: { userId: 'member-0001' },
    });
  });

  it.each(['[]', '"text"', 'null', '12'])('is refused when it is %s', (text) => {
    expect(parsePayload(text)).toMatchObject({ ok: false, line: 1 });
  });

  it('is refused with the line that is wrong', () => {
    expect(parsePayload('{\n  "quantity": 10\n  "price": "2500.00"\n}')).toMatchObject({
      ok: false,
      line: 3,
    });
    expect(parsePayload('{\n  "quantity": 10,\n')).toMatchObject({ ok: false, line: 3 });
  });
});
