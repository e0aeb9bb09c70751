import type { Part } from '../attack.js';
import { fullDisk } from './fullDisk.js';
import { places } from './places.js';
import { rights } from './rights.js';
import { tornReads } from './tornReads.js';
import { twoProcesses } from './twoProcesses.js';

/** Disks, folders and others who use them. */
export const disk: Part = {
  name: 'disk',
  attacks: [fullDisk, places, rights, twoProcesses, tornReads],
};
