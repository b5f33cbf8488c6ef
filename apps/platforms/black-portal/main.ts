import { runPlatform } from '../chassis/run-platform.ts';
import { blackPortal, createBlackPortal } from './create-black-portal.ts';

await runPlatform({ id: blackPortal, port: 4101, create: createBlackPortal });
