import { z } from 'zod';
import { measured } from '../measured.js';

/** Checks the lowest value so far as a callback has saved it; `null` if there is none yet. */
export const bestSoFar = z.union([
  z.null().transform(() => Infinity),
  measured.refine(
    (value) => !Number.isNaN(value),
    'Invalid input: NaN is not the best of anything',
  ),
]);

const epochs = z.int().nonnegative();

/** Checks {@link bestSoFar} and the epochs since, of a run that has made `epoch` epochs. */
export const bestAndWaited = ({ epoch }: { readonly epoch: number }) =>
  z.strictObject({ best: bestSoFar, waited: epochs.max(epoch) });
