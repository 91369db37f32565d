/** For calls that take no body: whatever is sent is refused as unknown. */
export class EmptyBodyDto {}
