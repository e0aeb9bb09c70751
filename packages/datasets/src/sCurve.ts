import { drawManifold, type Manifold, type ManifoldOptions } from './manifold.js';

/**
 * S curve: a sheet bent to an S, 2 wide.
 *
 * `(sin t, w, sign(t) (cos t - 1))` with `t` uniform in -1.5 pi to 1.5 pi and `w` in 0 to 2;
 * `position` is `t`.
 *
 * @throws RangeError if `n` is no positive integer, `noise` is negative or `seed` is no
 * integer from 0 to 2^53 - 1.
 */
export function sCurve(options: ManifoldOptions = {}): Promise<Manifold> {
  return Promise.resolve().then(() =>
    drawManifold('s-curve', options, (along, across) => {
      const position = 3 * Math.PI * (along - 0.5);
      return {
        position,
        point: [Math.sin(position), 2 * across, Math.sign(position) * (Math.cos(position) - 1)],
      };
    }),
  );
}
