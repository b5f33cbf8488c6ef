import { parseArgs } from 'node:util';
import { packPackage } from './pack-package.ts';

/**
 * Makes tarballs of the packages that platforms install, compiled to JavaScript with types, because Node does not
 * strip types below `node_modules`.
 */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist/packages' } } });

for (const name of ['connector', 'sdk']) console.log(await packPackage(name, values.out));
