import type {
  Code,
  Corruption,
  Decoder,
  Encoder,
  Likelihood,
  Objective,
  Penalty,
  Prior,
} from '../parts/kinds.js';
import type { Shape } from '../parts/shape.js';

/** The parts of one model. */
export interface Parts<CodeShape extends Shape = Shape> {
  readonly corruption: Corruption | undefined;
  readonly encoder: Encoder;
  readonly code: Code<CodeShape>;
  /** `undefined`: the one that the code has by itself, or none. */
  readonly prior: Prior | undefined;
  readonly decoder: Decoder;
  readonly likelihood: Likelihood;
  readonly penalties: readonly Penalty[];
  readonly objective: Objective;
}
