import { drawManifold, type Manifold, type ManifoldOptions } from './manifold.js';

/**
 * Swiss roll (Roweis & Saul 2000; Marsland 2009): a rolled-up sheet, 21 wide.
 *
 * `(t cos t, w, t sin t)` with `t` uniform in 1.5 pi to 4.5 pi and `w` in 0 to 21;
 * `position` is `t`.
 *
 * @throws RangeError if `n` is no positive integer, `noise` is negative or `seed` is no
 * integer from 0 to 2^53 - 1.
 */
export function swissRoll(options: ManifoldOptions = {}): Promise<Manifold> {
  return Promise.resolve().then(() =>
    drawManifold('swiss-roll', options, (along, across) => {
      const position = 1.5 * Math.PI * (1 + 2 * along);
      return {
        position,
        point: [position * Math.cos(position), 21 * across, position * Math.sin(position)],
      };
    }),
  );
}
