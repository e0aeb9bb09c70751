import { sizeOf } from '@autoencoder-zoo/engine/session';
import { refuseInfinite } from '../data/check.js';
import { withColumns } from '../batch/givenColumns.js';
import { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import { identityScaling } from '../data/scaling.js';
import { shaped } from '../data/shapedArray.js';
import type { Rows } from '../model/model.js';
import type { UseOptions } from '../model/useOptions.js';
import type { Shape } from '../parts/shape.js';
import { checkUse, type CheckedUse } from './useOptions.js';
import { UsableModel } from './usableModel.js';

/** A saved autoencoder of which only the graphs are used; {@link load} makes one. */
export class UsableAutoencoder extends UsableModel {
  /**
   * The expected output for codes `[samples, ...code]`.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async decode(codes: Samples, options: UseOptions = {}): Promise<Rows<Shape>> {
    const use = checkUse('decode', options);
    return this.during('decode', async () => {
      const given = toDataset(codes, this.codeShape, 'decode');
      return this.#outputsOf('decode', use.beside ? withColumns(given, use.beside) : given, use);
    });
  }

  /**
   * What the model makes of each sample: `g(f(x))`, through the mean of the code.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   * @throws Error where the decoder reads more than the code, such as the sample or its mask: then
   * it takes the whole model.
   */
  async reconstruct(samples: Samples, options: UseOptions = {}): Promise<Rows<Shape>> {
    const use = checkUse('reconstruct', options);
    if (this.form.graphs.decodesAlone !== true) {
      throw new Error(
        'reconstruct: the decoder of this model reads the sample beside its code, which its saved graph cannot; use the model that `load` of @autoencoder-zoo/variants gives',
      );
    }
    return this.during('reconstruct', async () => {
      const data = this.samples(samples, 'reconstruct', use);
      const values = await this.ofSamples('reconstruct', data, use, ['encoder', 'code']);
      const { name, labels, beside } = data;
      const codes = new Dataset({ name, values, shape: this.codeShape, labels, beside });
      return this.#outputsOf('reconstruct', codes, use);
    });
  }

  async #outputsOf(call: string, codes: Dataset, use: CheckedUse): Promise<Rows<Shape>> {
    const form = { input: 'code', scaling: identityScaling };
    const values = await this.run(call, codes, use, ['decoder', 'output'], form);
    if (this.form.scaling.kind !== 'none') refuseInfinite(call, values, sizeOf(this.inputShape));
    return shaped(values, [codes.length, ...this.inputShape]);
  }
}
