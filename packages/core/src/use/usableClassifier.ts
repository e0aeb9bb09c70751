import type { Samples } from '../data/input.js';
import { shaped } from '../data/shapedArray.js';
import type { Rows } from '../model/model.js';
import type { UseOptions } from '../model/useOptions.js';
import { checkUse } from './useOptions.js';
import { UsableModel, type Graphs } from './usableModel.js';
import type { SavedForm } from './savedForm.js';

/** A saved classifier of which only the graphs are used; {@link loadClassifier} makes one. */
export class UsableClassifier extends UsableModel {
  /** Number of classes. */
  readonly classes: number;

  /**
   * Use `loadClassifier`.
   *
   * @internal
   */
  constructor(form: SavedForm, graphs: Graphs) {
    super(form, graphs);
    this.classes = form.classes!;
  }

  /**
   * The probability of each class for each sample, from the code without noise.
   *
   * @returns `[samples, classes]`; each row sums to 1.
   */
  async predict(samples: Samples, options: UseOptions = {}): Promise<Rows<readonly [number]>> {
    const use = checkUse('predict', options);
    return this.during('predict', async () => {
      const data = this.samples(samples, 'predict', use);
      const from = ['classifier', 'probabilities'] as const;
      const probabilities = await this.ofSamples('predict', data, use, from);
      return shaped(probabilities, [data.length, this.classes]);
    });
  }
}
