import type { Part } from '../attack.js';

export const fuzz: Part = { name: 'fuzz', attacks: [] };
