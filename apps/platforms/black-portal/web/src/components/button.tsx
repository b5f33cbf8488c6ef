import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Something is under way: the button says so, keeps its size and does nothing. */
  readonly busy?: boolean;
}

export function Button({ tone = 'plain', busy = false, children, onClick, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${tone}`}
      aria-busy={busy || undefined}
      // Not disabled while busy: the focus would be lost.
      onClick={busy ? undefined : onClick}
    >
      <span className="button-label">{children}</span>
      {busy ? <span className="button-pulse" aria-hidden="true" /> : null}
    </button>
  );
}
