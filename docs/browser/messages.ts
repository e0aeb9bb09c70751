/** What the page asks of its worker. */
export interface Training {
  readonly latentDim: number;
  readonly epochs: number;
}

/** Images of 28 x 28 values from 0 to 1, one behind the other. */
export type Images = Float32Array;

/** What the worker tells while it trains. */
export type TrainingEvent =
  | { readonly kind: 'start'; readonly steps: number }
  | { readonly kind: 'batch'; readonly step: number; readonly loss: number }
  | {
      readonly kind: 'epoch';
      readonly epoch: number;
      readonly step: number;
      readonly training: number;
      readonly validation: number;
    }
  | {
      readonly kind: 'images';
      readonly originals: Images;
      readonly reconstructions: Images;
      readonly samples: Images;
    }
  | { readonly kind: 'end'; readonly reason: 'finished' | 'converged' | 'stopped' | 'aborted' };
