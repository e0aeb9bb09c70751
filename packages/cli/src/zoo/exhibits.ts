import type { Settings } from '../settings.js';

/** A variant that `aezoo zoo` trains. */
export interface ExhibitPlan {
  /** Name of the recipe. */
  readonly variant: string;
  readonly title: string;
  /** What to look for, in a sentence. */
  readonly caption: string;
  readonly settings: Settings;
  /** Whether it sees a picture as a sequence of its rows. Default: as a list of pixels. */
  readonly rows?: boolean;
  /** Of Adam. Default: its own, 0.001. */
  readonly learningRate?: number;
  /** All exhibits together take about two minutes on two idle cores. */
  readonly epochs: number;
}

/** What `aezoo zoo` trains, in this order. */
export const exhibits: readonly ExhibitPlan[] = [
  {
    variant: 'underComplete',
    title: 'Under-complete',
    caption:
      'The code is smaller than the picture, so that it has to find what matters. With hidden layers it bends where PCA stays flat.',
    settings: { hidden: [128], latentDim: 32 },
    learningRate: 0.002,
    epochs: 8,
  },
  {
    variant: 'overComplete',
    title: 'Over-complete and sparse',
    caption:
      'The code is larger than the picture; an L1 penalty leaves few of its units active for each digit, so that they become strokes.',
    settings: { latentDim: 1024, activityWeight: 0.05 },
    epochs: 3,
  },
  {
    variant: 'denoising',
    title: 'Denoising',
    caption:
      'It sees digits that lost a part of their pixels and is asked for the whole ones, so that it cannot just copy.',
    settings: { latentDim: 256, rate: 0.3 },
    epochs: 5,
  },
  {
    variant: 'variational',
    title: 'Variational',
    caption:
      'The code is a distribution near a standard normal one, from which digits that nobody wrote are drawn.',
    settings: { hidden: [400], latentDim: 20 },
    learningRate: 0.002,
    epochs: 6,
  },
  {
    variant: 'lstm',
    title: 'LSTM',
    caption: 'It reads a digit as a sequence of its rows and writes it row by row from its code.',
    settings: { units: 128, latentDim: 32 },
    rows: true,
    learningRate: 0.005,
    epochs: 3,
  },
];
