import { userInfo } from 'node:os';
import { recordAct, type Act } from '#audit';
import { rideAlong } from '#infra/db';
import type { CliContext } from '../context.ts';

type CommandAct = Pick<Act, 'action' | 'subject' | 'details'>;

/**
 * Does work on the hub’s database and writes into the audit log, in the same transaction, that somebody with access
 * to this machine did it.
 *
 * @param work can complete the act with what only doing it tells, before its transaction commits
 */
export function recordingAct<Result>(
  { clock }: Pick<CliContext, 'clock'>,
  act: CommandAct,
  work: (complete: (outcome: Partial<CommandAct>) => void) => Promise<Result>,
): Promise<Result> {
  let boarded = false;
  let outcome: Partial<CommandAct> = {};
  const audit = {
    clock,
    hubId: 'command-line',
    // Acts of the command line hold nothing personal.
    hashPersonal: () => '',
    announce: () => {},
  };
  return rideAlong(
    {
      async board(transaction) {
        if (boarded) return false;
        boarded = true;
        await recordAct(audit, transaction, {
          ...act,
          ...outcome,
          actor: { kind: 'staff', id: `${userInfo().username} at the command line` },
        });
        return true;
      },
      arrived() {},
      missed() {
        boarded = false;
      },
    },
    () =>
      work((told) => {
        outcome = told;
      }),
  );
}
