import type { Command } from 'commander';

/** What the page about the command line is made from. */
export interface CommandLineDescription {
  readonly program: Command;
  readonly exitCodes: readonly { readonly code: number; readonly meaning: string }[];
}

/** Characters per line of the help, whatever terminal it is generated on. */
const helpWidth = 96;

/** `docs/reference/command-line.md`: the help of every command, as the command line prints it. */
export function generateCommandLineMarkdown({ program, exitCodes }: CommandLineDescription): string {
  const sections = program.commands.map((command) => describeCommand(command, `${program.name()} `, '##'));
  const codes = exitCodes.map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return `# The command line

Generated from the commands in the code by \`npm run generate\`. \`npx ${program.name()}\` runs in the project’s folder.
Results go to standard output, with \`--json\` as nothing but JSON; progress, remarks and errors go to standard error.

It speaks to the hub of \`INTERLOCK_URL\`, else to the one that runs on the data folder (\`INTERLOCK_HOME\`), else to
port \`PORT\` of this machine. It signs in with \`INTERLOCK_KEY\`, else with the key that the data folder keeps for its
owner, which no other machine is shown.

${fence(helpOf(program))}

${sections.join('\n')}

## Exit codes

| code | meaning |
| --- | --- |
${codes.join('\n')}

Errors and what to do about them are in [the list of errors](errors.md); with \`--json\` an error is a problem document.
`;
}

function describeCommand(command: Command, parents: string, heading: string): string {
  const path = `${parents}${command.name()}`;
  const parts = command.commands.map((part) => describeCommand(part, `${path} `, `${heading}#`));
  return [`${heading} ${path}\n`, `${fence(helpOf(command))}\n`, ...parts].join('\n');
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({
    getOutHelpWidth: () => helpWidth,
    getOutHasColors: () => false,
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  return help.trim();
}

const fence = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
