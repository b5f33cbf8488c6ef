import type { MlKem } from './ml-kem.ts';
import { nativeMlKem } from './native-ml-kem.ts';
import { portableMlKem } from './portable-ml-kem.ts';

/** The one of OpenSSL where this Node has it, otherwise the one in JavaScript. */
export const fastestMlKem: MlKem = nativeMlKem ?? portableMlKem;
