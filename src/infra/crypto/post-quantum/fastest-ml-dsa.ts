import type { MlDsa } from './ml-dsa.ts';
import { nativeMlDsa } from './native-ml-dsa.ts';
import { portableMlDsa } from './portable-ml-dsa.ts';

/** The one of OpenSSL where this Node has it, otherwise the one in JavaScript. */
export const fastestMlDsa: MlDsa = nativeMlDsa ?? portableMlDsa;
