import * as tf from '#tensorflow';
import { AssignedVariablesError } from '../assignedVariables.js';
import type { Computation } from '../computation.js';
import type { ForwardEngine } from '../compileForward.js';
import type { Specs } from '../inputs.js';
import type { HostTensor } from '../tensor.js';
import { onBackend, prepareBackend } from './onBackend.js';
import { Snapshot, owned, read, tensorsOf } from './tensors.js';

/** What an eager forward pass is made of. */
export interface EagerForwardOptions {
  readonly compute: Computation;
  readonly variables: readonly tf.Variable[];
  readonly examples: Specs;
  /** Refuses a function that assigns variables; by default what it assigns is dropped. */
  readonly refuseAssignments?: boolean;
  /** TF.js backend; by default the one that is current at each run. */
  readonly backend?: string;
}

/** A function of inputs and variables that TF.js runs operation by operation. */
export class EagerForward implements ForwardEngine {
  readonly kind = 'eager';
  readonly #options: EagerForwardOptions;

  /** @throws Error when the backend is not there. */
  static async create(options: EagerForwardOptions): Promise<EagerForward> {
    await prepareBackend(options.backend);
    return new EagerForward(options);
  }

  private constructor(options: EagerForwardOptions) {
    this.#options = options;
  }

  async run(inputs: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>> {
    const { compute, variables, examples, backend, refuseAssignments = false } = this.#options;
    const outputs = onBackend(backend, () => {
      const snapshot = new Snapshot(variables);
      try {
        return tf.tidy(() => {
          const results = compute(tensorsOf(inputs, examples));
          const assigned = refuseAssignments ? snapshot.changed : [];
          if (assigned.length > 0) throw new AssignedVariablesError(assigned);
          return owned(results);
        });
      } finally {
        snapshot.restore();
      }
    });
    const results: Record<string, HostTensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) results[name] = await read(tensor);
    tf.dispose(outputs);
    return results;
  }

  async dispose(): Promise<void> {
    // Holds nothing.
  }
}
