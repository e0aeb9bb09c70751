import type { Part } from '../attack.js';
import { apart } from '../support/apart.js';
import { soaks } from './all.js';

/** Each in a process of its own, so that its memory tells of nothing else. */
export const soak: Part = { name: 'soak', attacks: soaks.map(apart) };
