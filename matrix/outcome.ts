import { autoencoder, fit, type Autoencoder } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { partsOf, type Combination } from './combination.js';
import { shape, type Faces } from './data.js';

/** What came of a combination. */
export type Outcome =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'trained';
      /** Mean loss of the first and of the last third of the steps. */
      readonly first: number;
      readonly last: number;
      /** Largest difference of a step's loss between the engines, as a share of it. */
      readonly difference: number;
    };

const steps = 30;

/** How the reason begins where so few steps did not lower the loss, which is no error. */
export const unfallen = 'the loss did not fall';

/** Up to which share of it the losses of a step agree between the engines. */
export const tolerance = 1e-3;

/** Trains a combination on both engines for 30 steps. */
export async function outcomeOf(combination: Combination, faces: Faces): Promise<Outcome> {
  const make = () => autoencoder({ input: shape, ...partsOf(combination) });
  let model: Autoencoder<typeof shape>;
  try {
    model = make();
  } catch (error) {
    return { kind: 'refused', reason: messageOf(error) };
  }
  try {
    const compiled = await lossesOf(model, faces);
    const other = make();
    other.engine = { engine: 'eager', backend: 'cpu' };
    const eager = await lossesOf(other, faces);
    return judged(compiled, eager);
  } catch (error) {
    return { kind: 'failed', reason: messageOf(error) };
  } finally {
    model.dispose();
  }
}

/** Losses of each step; the model is disposed of. */
async function lossesOf(model: Autoencoder<typeof shape>, faces: Faces): Promise<number[]> {
  const losses: number[] = [];
  try {
    const data = model.network.classes === undefined ? faces.greys : faces.words;
    await fit(model, data, {
      steps,
      // All of them, so that a loss that rises does so by itself.
      batchSize: data.length,
      seed: 1,
      optimiser: adam({ learningRate: 0.02 }),
      callbacks: [{ onBatchEnd: ({ terms }) => void losses.push(terms.loss) }],
    });
  } finally {
    model.dispose();
  }
  return losses;
}

function judged(compiled: readonly number[], eager: readonly number[]): Outcome {
  const third = steps / 3;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [first, last] = [mean(compiled.slice(0, third)), mean(compiled.slice(-third))];
  const differences = compiled.map(
    (loss, i) => Math.abs(loss - eager[i]) / Math.max(Math.abs(eager[i]), 1),
  );
  const difference = Math.max(...differences);
  if (!(last < first)) {
    return { kind: 'failed', reason: `${unfallen}: ${first} to ${last}` };
  }
  return { kind: 'trained', first, last, difference };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
