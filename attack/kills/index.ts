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
    atRandomMoments(fit(6, 1), { full: 40, quick: 3 }),
    atEachOperation(fit(2, 15), 3),
    atRandomMoments(train(3000), { full: 30, quick: 2 }),
    atEachOperation(train(320), 4),
    atEachOperation(save, 5),
    atEachOperation(encode, 2),
    atRandomMoments(reproduceQuick, { full: 30, quick: 0 }),
    atEachOperation(reproduceSmall, 3),
  ],
};
