export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Whether keys that come to this are typed into it. */
export function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
