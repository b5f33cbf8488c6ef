import { Command } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { explainMistakes } from './terminal/explain-mistakes.ts';

type AddCommand = (program: Command) => void;

/** A command’s code is loaded when it is called, or when all of them are listed. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  up: async () => (await import('./commands/up.ts')).addUp,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  config: async () => (await import('./commands/config.ts')).addConfig,
  keys: async () => (await import('./commands/keys.ts')).addKeys,
  'sign-in': async () => (await import('./commands/sign-in.ts')).addSignIn,
  staff: async () => (await import('./commands/staff.ts')).addStaff,
  send: async () => (await import('./commands/send.ts')).addSend,
  sync: async () => (await import('./commands/sync.ts')).addSync,
  events: async () => (await import('./commands/events.ts')).addEvents,
  'dead-letters': async () => (await import('./commands/dead-letters.ts')).addDeadLetters,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  invitations: async () => (await import('./commands/invitations.ts')).addInvitations,
  crypto: async () => (await import('./commands/crypto.ts')).addCrypto,
  platforms: async () => (await import('./commands/platforms.ts')).addPlatforms,
};

/**
 * The command line.
 *
 * @param name the command that is called; all of them are there when it is absent or unknown
 */
export async function buildProgram(name?: string): Promise<Command> {
  const program = new Command('interlock')
    .description('Keeps platforms that share people, money and events in step.')
    .option('--json', 'results as JSON, for scripts')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride(({ exitCode }) => {
      process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage);
    });
  const named = commands[name ?? ''];
  for (const load of named === undefined ? Object.values(commands) : [named]) (await load())(program);
  explainMistakes(program);
  return program;
}
