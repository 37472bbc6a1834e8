import { Component, type ReactNode } from 'react';

/**
 * Draws `fallback` where its children throw while they are drawn. Without one React takes the whole page away, and a stored
 * reply that cannot be drawn would do so after every reload.
 *
 * @see docs/spec.md U31
 */
export class ErrorBoundary extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
