import { Dialog } from '@interlock/design';
import type { ReactNode } from 'react';
import { useSections } from './use-sections.ts';

const others: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'Search on this page'],
  [['t'], 'Light or dark'],
  [['z'], 'Local time or UTC'],
  [['Esc'], 'Close a window'],
  [['?'], 'This help'],
];

/** Every shortcut of the console. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const sections = useSections().flatMap((group) => group.sections);
  const rows = [...sections.map(({ key, label }) => [['g', key], label] as const), ...others];
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="shortcuts">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index === 0 ? null : <span className="faint"> then </span>}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
