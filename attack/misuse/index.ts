import type { Part } from '../attack.js';

export const misuse: Part = { name: 'misuse', attacks: [] };
