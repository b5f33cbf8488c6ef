import { enableCompileCache } from 'node:module';
import { compileCache } from './compile-cache.ts';

enableCompileCache(compileCache);
// Imported only now, or it would be compiled before the cache is there.
const { buildProgram } = await import('./build-program.ts');

const named = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const program = await buildProgram(named);
await program.parseAsync();
