import type { Command } from 'commander';
import { endSession, listSessions } from '#identity';
import { recordingAct } from '../hub/recording-act.ts';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

/** These commands work on the database itself: they must work when nobody can sign in any more. */
export function addStaff(program: Command): void {
  const staff = program.command('staff').description('who of the staff is signed in to the console');
  addSessions(staff);
  addEnd(staff);
}

function addSessions(staff: Command): void {
  staff
    .command('sessions')
    .description('sessions that are open, the one that was used last first')
    .action(
      action(async (context) => {
        const { terminal, clock } = context;
        const found = await withHubDatabase(context, (database) => listSessions({ database, clock }));
        terminal.printJson(found);
        terminal.printTable(found, [
          { title: 'SESSION', value: ({ sessionId }) => sessionId },
          { title: 'OPERATOR', value: ({ operator }) => operator },
          { title: 'ROLE', value: ({ role }) => role },
          { title: 'SIGNED IN', value: ({ createdAt }) => formatTime(createdAt) },
          { title: 'LAST SEEN', value: ({ lastSeenAt }) => formatTime(lastSeenAt) },
        ]);
        if (found.length === 0) terminal.print('Nobody is signed in.');
      }),
    );
}

function addEnd(staff: Command): void {
  staff
    .command('end')
    .description('end a session at once, on every hub')
    .argument('<session-id>')
    .action(
      action(async (context, _options, sessionId = '') => {
        const act = { action: 'staff.session_ended', subject: { kind: 'staff_session', id: sessionId } };
        const operator = await withHubDatabase(context, (database) =>
          recordingAct(context, act, (complete) =>
            endSession({ database }, sessionId, (whose) => complete({ details: { operator: whose } })),
          ),
        );
        context.terminal.printJson({ sessionId, operator });
        context.terminal.print(`${context.terminal.style('green', '✓')} the session of ${operator} is over`);
      }),
    );
}
