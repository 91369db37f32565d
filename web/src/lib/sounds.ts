let context: AudioContext | undefined;

/** A short tone: a cashier looks at the bottle, not at the screen. */
export function beep(kind: 'scan' | 'error' | 'done'): void {
  try {
    context ??= new AudioContext();
    const tones = {
      scan: [[1200, 0.06]],
      error: [[220, 0.35]],
      done: [
        [880, 0.08],
        [1320, 0.12],
      ],
    } as const;
    let at = context.currentTime;
    for (const [frequency, seconds] of tones[kind]) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = frequency;
      tone.type = kind === 'error' ? 'square' : 'sine';
      volume.gain.value = 0.08;
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + seconds);
      at += seconds;
    }
  } catch {
    // A browser without sound, or before the first touch: nothing to do.
  }
}
