/** As long as the slower double clicks take, and fast enough that nobody meets two things in one place on purpose. */
const ECHO_MS = 400;
/** A label passes its click on to its field: that is the same click. */
const SAME_CLICK_MS = 20;
const SAME_PLACE_PX = 12;
const THINGS = 'button, a, input, label, [role]';
/** What takes a row away: the next row moves up under the pointer, and may have the very button of the one that went. */
const TAKES_ROWS_AWAY = '.line-remove';

/**
 * The second click of a double click is meant for what the first one hit. Where a dialog or a row came or went in between it would hit what
 * stands there now: a note that pays the sale, a tile that rings up a bottle, the next part of a payment. It does nothing.
 */
export function ignoreEchoClicks(): void {
  let last = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0, thing: null as Element | null };
  const look = (event: MouseEvent) => {
    const { timeStamp: at, clientX: x, clientY: y, target } = event;
    // Keys click too, in no place.
    if (event.detail === 0) return;
    const thing = target instanceof Element ? (target.closest(THINGS) ?? target) : null;
    const since = at - last.at;
    if (since < SAME_CLICK_MS && last.thing instanceof HTMLLabelElement) return;
    const isSamePlace = Math.hypot(x - last.x, y - last.y) < SAME_PLACE_PX;
    const mayBeAnother = thing !== last.thing || thing?.matches(TAKES_ROWS_AWAY) === true;
    const isEcho = since < ECHO_MS && isSamePlace && mayBeAnother;
    last = { at, x, y, thing: isEcho ? last.thing : thing };
    if (!isEcho) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('click', look, { capture: true });
  ignoreEchoEnters();
}

/** So is the second of two presses of Enter, or a key that is held: the change is not gone before anybody has seen it. */
function ignoreEchoEnters(): void {
  let last = { at: Number.NEGATIVE_INFINITY, thing: null as EventTarget | null };
  // What is done in between is meant for what stands there by then: a scan, a tap.
  const forget = () => {
    last = { at: Number.NEGATIVE_INFINITY, thing: null };
  };
  const look = (event: KeyboardEvent) => {
    const { key, timeStamp: at, target } = event;
    if (key !== 'Enter') return forget();
    const isEcho = at - last.at < ECHO_MS && target instanceof HTMLButtonElement && target !== last.thing;
    last = { at, thing: isEcho ? last.thing : target };
    if (!isEcho) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', look, { capture: true });
  window.addEventListener('pointerdown', forget, { capture: true });
}
