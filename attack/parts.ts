import type { Part } from './attack.js';
import { disk } from './disk/index.js';
import { fuzz } from './fuzz/index.js';
import { kills } from './kills/index.js';
import { misuse } from './misuse/index.js';
import { soak } from './soak/index.js';

/** All that is done to the library, in the order of the table. */
export const parts: readonly Part[] = [kills, disk, fuzz, misuse, soak];
