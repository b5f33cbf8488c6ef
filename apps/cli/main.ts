import { buildProgram } from './build-program.ts';

const named = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const program = await buildProgram(named);
await program.parseAsync();
