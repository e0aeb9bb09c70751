import type { Part } from '../attack.js';
import { fuzzed } from './driver.js';
import { targets } from './targets/index.js';

/** Inputs of which nobody thought. */
export const fuzz: Part = { name: 'fuzz', attacks: targets.map(fuzzed) };
