import { partKinds, type PartKind } from '../parts/kinds.js';
import type { Frame } from '../parts/frame.js';

/** What a computation is for, which decides what enters it beside the samples. */
export interface Mode {
  readonly kind: Frame['mode'];
  /** Kinds of parts that run. */
  readonly runs: ReadonlySet<PartKind>;
  /**
   * How often codes are drawn for each sample: as the objective says, once, or not at all (the mean
   * of the code is all that counts).
   */
  readonly draws: 'objective' | 'one' | 'none';
}

const all: readonly PartKind[] = partKinds.filter((kind) => kind !== 'corruption');
const encoding: readonly PartKind[] = ['encoder', 'code'];
const decoding: readonly PartKind[] = ['decoder', 'likelihood'];

const mode = (kind: Mode['kind'], draws: Mode['draws'], runs: readonly PartKind[]): Mode => ({
  kind,
  draws,
  runs: new Set(runs),
});

/** A training step. */
export const trainingMode = mode('train', 'objective', ['corruption', ...all]);
/** Measuring the loss. */
export const evaluationMode = mode('measure', 'objective', all);
/** Measuring the loss on damaged samples. */
export const damagedEvaluationMode = mode('measure', 'objective', ['corruption', ...all]);
/** The mean of the code. */
export const encodeMode = mode('use', 'none', encoding);
/** One draw of the code. */
export const drawMode = mode('use', 'one', encoding);
/** Codes to outputs. */
export const decodeMode = mode('use', 'none', decoding);
/** Codes to outputs, of which what is random is drawn. */
export const generateMode = mode('use', 'one', decoding);
/** From samples through the mean of the code to outputs. */
export const reconstructMode = mode('use', 'none', [...encoding, ...decoding]);
/** A damaged input. */
export const corruptMode = mode('use', 'one', ['corruption']);
/** Codes out of the prior. */
export const sampleMode = mode('use', 'one', ['prior']);
