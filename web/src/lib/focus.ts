/** For a field or a button that is meant by the next key as soon as it stands there. */
export function focus(element: HTMLElement | null): void {
  element?.focus();
}

/** The one inside that says so. */
export function focusMarked(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}
