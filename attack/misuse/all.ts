import type { Attack } from '../attack.js';
import { aborts } from './aborts.js';
import { atOnce } from './atOnce.js';
import { callbacks } from './callbacks.js';
import { disposed } from './disposed.js';
import { workers } from './workers.js';

/** Calls that the documentation does not ask for. */
export const misuses: readonly Attack[] = [disposed, atOnce, aborts, callbacks, workers];
