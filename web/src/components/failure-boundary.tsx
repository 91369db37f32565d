import { Component, type ReactNode } from 'react';

interface FailureBoundaryProps {
  /** What stands in the place of what could not be shown; `again` tries to show it once more. */
  fallback(again: () => void): ReactNode;
  children: ReactNode;
}

/** Keeps a fault in one part of the page from taking the whole page with it. */
export class FailureBoundary extends Component<FailureBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
