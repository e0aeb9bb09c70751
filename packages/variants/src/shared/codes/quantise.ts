import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { withoutGradient } from '@autoencoder-zoo/core';

/**
 * The entry of a codebook `[entries, dim]` that is nearest to each vector
 * `[vectors, dim]`: `[vectors]`, int32.
 */
export function nearestOf(vectors: tf.Tensor2D, codebook: tf.Tensor2D): tf.Tensor1D {
  return withoutGradient(() => {
    const products = tf.matMul(vectors, codebook, false, true);
    const lengths = tf.sum(tf.square(codebook), 1);
    return tf.argMin<tf.Tensor1D>(tf.sub(lengths, tf.mul(products, 2)), 1);
  });
}

/** How often each entry was chosen. */
export function countsOf(nearest: tf.Tensor1D, entries: number): tf.Tensor1D {
  return tf.unsortedSegmentSum(tf.ones([nearest.size]), nearest, entries);
}

/** What is known of a codebook. */
export interface Codebook {
  /** `[entries, dim]`. */
  readonly entries: tf.Tensor2D;
  /** How often each is chosen in a batch, by a moving average. */
  readonly use: tf.Tensor1D;
}

/**
 * Entries at the moving averages of the vectors that chose them, with the averages of past
 * and present weighted by how many there were; an entry that none chose stays where it is.
 *
 * @param use - With this batch in it.
 */
export function averaged(
  entries: tf.Tensor2D,
  use: tf.Tensor1D,
  batch: { readonly vectors: tf.Tensor2D; readonly nearest: tf.Tensor1D; readonly share: number },
): tf.Tensor2D {
  const [count] = entries.shape;
  const offsets = tf.sub(batch.vectors, tf.gather(entries, batch.nearest));
  const sums = tf.unsortedSegmentSum(offsets, batch.nearest, count);
  const weights = tf.div(batch.share, tf.maximum(use, 1e-20));
  return tf.add(entries, tf.mul(sums, tf.expandDims(weights, 1)));
}

/** Ones for the entries that are used less than a share of an even use. */
export function deadOf(use: tf.Tensor1D, below: number): tf.Tensor1D {
  return tf.cast(tf.less(use, tf.mul(tf.mean(use), below)), 'float32');
}

/**
 * Puts dead entries at vectors of the batch, as if they had been used evenly.
 *
 * @param noise - Numbers in [0, 1), one for each entry: which vector.
 */
export function revived(
  { entries, use }: Codebook,
  dead: tf.Tensor1D,
  vectors: tf.Tensor2D,
  noise: tf.Tensor,
): Codebook {
  const [count] = vectors.shape;
  const drawn = tf.minimum(tf.floor(tf.mul(noise, count)), count - 1);
  const fresh = tf.gather(vectors, tf.cast(drawn, 'int32'));
  const mix = <T extends tf.Tensor>(choice: tf.Tensor, a: T, b: tf.Tensor): T =>
    tf.add(tf.mul(choice, b), tf.mul(tf.sub(1, choice), a));
  return {
    entries: mix(tf.expandDims(dead, 1), entries, fresh),
    use: mix(dead, use, tf.mean(use)),
  };
}

/**
 * The exponential of the entropy of shares: as many entries as, used evenly, would be
 * as hard to guess.
 */
export function perplexityOf(counts: tf.Tensor1D): tf.Tensor {
  const shares = tf.div(counts, tf.sum(counts));
  return tf.exp(tf.neg(tf.sum(tf.mul(shares, tf.log(tf.maximum(shares, 1e-20))))));
}
