import path from 'node:path';

/**
 * Where Node keeps what it compiled, types stripped: a start that finds it does a third less. Under “node_modules”, so that
 * a new installation begins anew; Node goes without where it may not write.
 */
export const compileCache = path.resolve(import.meta.dirname, '../../node_modules/.cache/interlock/compiled');
