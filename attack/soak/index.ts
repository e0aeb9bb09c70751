import type { Part } from '../attack.js';

export const soak: Part = { name: 'soak', attacks: [] };
