/** For a field or a button that is meant by the next key as soon as it stands there. */
export function focus(element: HTMLElement | null): void {
  element?.focus();
}

/** The one inside that says so. */
export function focusMarked(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}

/**
 * What an answer is waited for with is disabled meanwhile, and the browser takes the focus off it: keys would go to the page behind. After the
 * answer it has the focus again, or else what sends the form once more.
 * @returns what ends that
 */
export function keepFocus(content: HTMLElement): () => void {
  let last: HTMLElement | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) last = target;
  };
  const look = () => {
    const { activeElement } = document;
    const isLost = activeElement === document.body || activeElement?.matches(':disabled');
    if (!isLost || !last?.isConnected) return;
    const again = [last, ...content.querySelectorAll<HTMLElement>('[type="submit"]')];
    again.find((element) => !element.matches(':disabled'))?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(look);
  observer.observe(content, { subtree: true, attributeFilter: ['disabled'] });
  content.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    content.removeEventListener('focusin', remember);
  };
}
