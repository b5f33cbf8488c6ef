import { Component, type ReactNode } from 'react';

export interface FaultBoundaryProps {
  /** What is shown inside; the whole page, or one part of it. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one part from taking the others along. After an update of the hub, old code may be gone. */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly fault: Error | undefined }> {
  override state = { fault: undefined };

  static getDerivedStateFromError(fault: Error): { readonly fault: Error } {
    return { fault };
  }

  override render(): ReactNode {
    if (this.state.fault === undefined) return this.props.children;
    return (
      <div className="fault" role="alert">
        <p>{this.props.name} cannot be shown. The hub may have been updated since this page was opened.</p>
        <button type="button" className="button button-small" onClick={() => window.location.reload()}>
          Load again
        </button>
      </div>
    );
  }
}
