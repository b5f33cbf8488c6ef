import { Command } from 'commander';
import { exitCodes } from './exit-codes.ts';

type AddCommand = (program: Command) => void;

/** A command’s code is loaded when it is called, or when all of them are listed. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  up: async () => (await import('./commands/up.ts')).addUp,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  config: async () => (await import('./commands/config.ts')).addConfig,
  keys: async () => (await import('./commands/keys.ts')).addKeys,
  'sign-in': async () => (await import('./commands/sign-in.ts')).addSignIn,
  send: async () => (await import('./commands/send.ts')).addSend,
  sync: async () => (await import('./commands/sync.ts')).addSync,
  events: async () => (await import('./commands/events.ts')).addEvents,
  'dead-letters': async () => (await import('./commands/dead-letters.ts')).addDeadLetters,
  platforms: async () => (await import('./commands/platforms.ts')).addPlatforms,
};

const program = new Command('interlock')
  .description('Keeps platforms that share people, money and events in step.')
  .option('--json', 'results as JSON, for scripts')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(--help shows how)')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
  });

const named = commands[process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? ''];
for (const load of named === undefined ? Object.values(commands) : [named]) (await load())(program);

await program.parseAsync();
