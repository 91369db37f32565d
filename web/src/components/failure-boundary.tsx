import { Component, type ReactNode } from 'react';

interface FailureBoundaryProps {
  /** What stands in the place of what could not be shown; `again` tries to show it once more. */
  fallback(again: () => void): ReactNode;
  /** Where it is: somewhere else is shown in its turn, whatever failed here. */
  place?: string;
  children: ReactNode;
}

/** Keeps a fault in one part of the page from taking the whole page with it. */
export class FailureBoundary extends Component<FailureBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: FailureBoundaryProps) {
    if (this.state.failed && before.place !== this.props.place) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
