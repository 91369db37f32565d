import { ELSEWHERE } from './presets/elsewhere.ts';
import type { Preset } from './presets/preset.ts';
import { UNITED_STATES } from './presets/united-states.ts';

/** Published rates to begin with. */
export const PRESETS: readonly Preset[] = [...UNITED_STATES, ...ELSEWHERE];
