import type { Part } from '../attack.js';
import { apart } from '../support/apart.js';
import { misuses } from './all.js';

/** Each in a process of its own, which it may end. */
export const misuse: Part = { name: 'misuse', attacks: misuses.map(apart) };
