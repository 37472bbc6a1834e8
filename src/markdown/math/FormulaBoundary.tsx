import { Component } from 'react';
import type { ReactNode } from 'react';

/** Shows something else where its children cannot be drawn: one formula must never take the conversation with it. */
export class FormulaBoundary extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
