import type { Command } from 'commander';
import { settings, type SettingDefinition } from '#infra/config';
import { action } from '../run-command.ts';
import { referencePlatforms } from '../up/reference-platforms.ts';

interface SettingRow {
  readonly variable: string;
  readonly value: string;
  readonly isDefault: boolean;
  readonly meaning: string;
}

/** Variables that only the command line reads. */
const cliVariables: readonly {
  readonly variable: string;
  readonly meaning: string;
  readonly secret?: true;
}[] = [
  {
    variable: 'INTERLOCK_URL',
    meaning: 'Hub that commands speak to; empty: the one that runs on this data folder',
  },
  {
    variable: 'INTERLOCK_KEY',
    meaning: 'Service key of commands; empty: the one kept in the data folder',
    secret: true,
  },
  ...referencePlatforms.map(({ portVariable, displayName, portOffset }) => ({
    variable: portVariable,
    meaning: `Port of the ${displayName}; empty: PORT + ${portOffset}`,
  })),
  { variable: 'NO_COLOR', meaning: 'Set to anything: no colours' },
];

export function addConfig(program: Command): void {
  program
    .command('config')
    .description('list every setting, its value and the environment variable that overrides it')
    .action(
      action(async ({ environment, settings: values, terminal }) => {
        const rows = [
          ...Object.entries(settings).map(([name, definition]) =>
            toRow(definition, values[name as keyof typeof values], environment),
          ),
          ...cliVariables.map(({ variable, meaning, secret }) => {
            const written = environment[variable];
            return {
              variable,
              value: mask(written ?? '', secret),
              isDefault: written === undefined,
              meaning,
            };
          }),
        ];
        terminal.printJson(rows);
        terminal.printTable(rows, [
          { title: 'VARIABLE', value: ({ variable }) => variable },
          {
            title: 'VALUE',
            value: ({ value, isDefault }) => (isDefault ? terminal.style('dim', value || '–') : value || '–'),
          },
          { title: 'MEANING', value: ({ meaning }) => meaning },
        ]);
        terminal.print(terminal.style('dim', '\nDim values are defaults.'));
      }),
    );
}

function toRow(
  definition: SettingDefinition<unknown>,
  value: unknown,
  environment: NodeJS.ProcessEnv,
): SettingRow {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return {
    variable: definition.environment,
    value: mask(text, definition.secret),
    isDefault: environment[definition.environment] === undefined,
    meaning: definition.describe,
  };
}

/** Secrets are not shown, only that they are set. */
const mask = (text: string, secret: boolean | undefined): string =>
  secret === true && text !== '' ? '(set, not shown)' : text;
