import type { readLicence } from '@liquor-pos/domain/licence/licence';
import { useRef } from 'react';
import { useEveryKey } from '../../../lib/every-key';

/** A scanner types faster than this; when it stops for so long behind a birth date, the licence is whole. */
const PAUSE_MS = 250;
/** Some rest between its lines, and a busy machine hands keys on late: what cannot be read yet is waited for. */
const LONGER_PAUSE_MS = 1_500;
/** Every licence's text begins so (AAMVA DL/ID Card Design Standard): its code, its stripe's first track, its second. */
const BEGINS = ['@', '%', ';'];

/** Collects a licence that a scanner types, lines and all, before anything else on the page sees its keys. */
export function useLicenceScan(onScanned: (text: string) => void, enabled = true): void {
  const latest = useRef(onScanned);
  latest.current = onScanned;
  useEveryKey(enabled, () => {
    // Behind the page: until it is there a licence is waited for as one that can't be read yet.
    let read: typeof readLicence | undefined;
    void import('@liquor-pos/domain/licence/licence').then((licence) => {
      read = licence.readLicence;
    });
    let text = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = () => {
      const scanned = text;
      text = '';
      latest.current(scanned);
    };
    const listen = (event: KeyboardEvent) => {
      if ((text === '' && !BEGINS.includes(event.key)) || event.key === 'Control') return;
      if (text === '' && hasSuchSigns(event.target)) return;
      // Wedges send the card's control characters as Enter, or as Ctrl with a letter (Ctrl+J is a line feed).
      const separates = event.key === 'Enter' || event.ctrlKey;
      const character = separates ? '\n' : event.key.length === 1 ? event.key : '';
      event.preventDefault();
      event.stopImmediatePropagation();
      text += character;
      clearTimeout(timer);
      timer = setTimeout(finish, read?.(text).read ? PAUSE_MS : LONGER_PAUSE_MS);
    };
    return { listen, end: () => clearTimeout(timer) };
  });
}

/** An address has one of them behind its beginning, and cards have those of a stripe. A field for the latter is marked `data-stripes`. */
function hasSuchSigns(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  return (target.type === 'email' && target.value !== '') || target.dataset['stripes'] !== undefined;
}
