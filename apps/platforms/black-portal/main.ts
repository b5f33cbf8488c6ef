import { runPlatform } from '../chassis/run-platform.ts';
import { blackPortal, createBlackPortal } from './create-black-portal.ts';
import { readPortalSettings } from './read-portal-settings.ts';

const port = 4101;
const settings = readPortalSettings(process.env, port);

await runPlatform({ id: blackPortal, port, create: (parts) => createBlackPortal(parts, settings) });
