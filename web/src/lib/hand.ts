const KEPT = 'till.hand';

/** Which hand the owner of this device rings up with: the sale stands on that side of the till. */
export function applyHand(): void {
  document.documentElement.dataset['hand'] = localStorage.getItem(KEPT) === 'left' ? 'left' : 'right';
}

export function changeHand(): void {
  localStorage.setItem(KEPT, document.documentElement.dataset['hand'] === 'left' ? 'right' : 'left');
  applyHand();
}
