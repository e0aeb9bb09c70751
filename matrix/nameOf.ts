import { kinds } from './axes.js';
import type { Combination } from './combination.js';

/** A combination in one line. */
export const nameOf = (combination: Combination): string =>
  kinds.map((kind) => combination[kind]).join(' | ');
