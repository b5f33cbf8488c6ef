import type { NumberedAnswer, NumberedQuestion } from './start-worker.ts';

/**
 * The worker’s side of `startWorker`: answers the parent’s questions, and ends when the parent is gone or lets go.
 * Ctrl-C in the terminal is for the parent.
 */
export function answerParent<Question>(answer: (question: Question) => unknown): void {
  const send = (message: NumberedAnswer | 'ready'): void => void process.send?.(message);
  process.on('message', ({ id, question }: NumberedQuestion<Question>) => {
    Promise.resolve()
      .then(() => answer(question))
      .then(
        (value) => send({ id, value }),
        (error: unknown) => send({ id, failure: error instanceof Error ? error.message : String(error) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
  send('ready');
}
