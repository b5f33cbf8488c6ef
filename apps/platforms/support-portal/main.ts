import { runPlatform } from '../chassis/run-platform.ts';
import { createSupportPortal, supportPortal } from './create-support-portal.ts';

const { HUB_URL, HUB_ISSUER } = process.env;
const keys = HUB_URL
  ? { issuer: HUB_ISSUER || HUB_URL, jwksUrl: new URL('/.well-known/jwks.json', HUB_URL).href }
  : null;

await runPlatform({ id: supportPortal, port: 4103, create: (parts) => createSupportPortal(parts, keys) });
