import { expect, test } from 'vitest';
import { signAwsRequest } from './sign-aws-request.ts';

const scope = { region: 'us-east-1', service: 'service' };
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const at = Date.UTC(2015, 7, 30, 12, 36);
const request = { method: 'GET', host: 'example.amazonaws.com', path: '/', headers: {}, body: '' } as const;

// From the test suite of AWS Signature Version 4.
test.each([
  ['get-vanilla', request, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'post-vanilla',
    { ...request, method: 'POST' },
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-x-www-form-urlencoded',
    {
      ...request,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Param1=value1',
    },
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
] as const)('signs %s as published', (_name, vector, signature) => {
  const { authorization } = signAwsRequest(vector, scope, credentials, at);
  expect(authorization).toContain('Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ');
  expect(authorization?.split('Signature=')[1]).toBe(signature);
});

test('temporary credentials send their token, signed', () => {
  const headers = signAwsRequest(request, scope, { ...credentials, sessionToken: 'token' }, at);
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
});
