import { runPlatform } from '../chassis/run-platform.ts';
import { createSupportPortal, supportPortal } from './create-support-portal.ts';

await runPlatform({ id: supportPortal, port: 4103, create: createSupportPortal });
