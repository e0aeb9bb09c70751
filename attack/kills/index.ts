import type { Part } from '../attack.js';
import { atEachOperation, atRandomMoments } from './driver.js';
import { encode } from './encode.js';
import { fit } from './fit.js';
import { reproduceQuick, reproduceSmall } from './reproduce.js';
import { save } from './save.js';
import { train } from './train.js';

/** Processes that end at the worst moment. */
export const kills: Part = {
  name: 'kills',
  attacks: [
    atRandomMoments(fit(6, 1), { full: 40, quick: 2 }),
    atEachOperation(fit(2, 15), 2),
    atRandomMoments(train(3000), { full: 30, quick: 1 }),
    atEachOperation(train(320), 2),
    atEachOperation(save, 2),
    atEachOperation(encode, 1),
    atRandomMoments(reproduceQuick, { full: 5, quick: 0 }),
    atEachOperation(reproduceSmall, 2),
  ],
};
