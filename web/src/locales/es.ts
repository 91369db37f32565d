import type { Texts } from '../lib/texts';
import { en } from './en';

export const es: Texts = en;
