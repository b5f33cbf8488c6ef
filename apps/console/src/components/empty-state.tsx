import { Icon, type IconName } from '@interlock/design';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What would stand here, and how to bring it about. */
export function EmptyState({ icon, title, children }: EmptyStateProps): ReactNode {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <p className="strong">{title}</p>
      {children === undefined || children === null ? null : <div className="empty-text">{children}</div>}
    </div>
  );
}
