import { DataError, toDataset, type Samples } from '../data/input.js';
import type { Dataset } from '../data/dataset.js';
import { shaped } from '../data/shapedArray.js';
import { withLabelsOf } from '../data/withLabelsOf.js';
import { withColumns } from '../batch/givenColumns.js';
import { refuseOtherColumns } from '../model/form.js';
import type { GraphName } from '../model/graphsForm.js';
import { Lifecycle } from '../model/lifecycle.js';
import type { Rows } from '../model/model.js';
import type { UseOptions } from '../model/useOptions.js';
import type { Shape } from '../parts/shape.js';
import type { BatchForm } from './batchReader.js';
import type { LoadedGraph } from './loadedGraph.js';
import type { SavedForm } from './savedForm.js';
import { checkUse, type CheckedUse } from './useOptions.js';

/** The graphs of a saved model that were read. */
export type Graphs = Readonly<Partial<Record<GraphName, LoadedGraph>>>;

/**
 * A saved model of which only the graphs are used: it encodes as the model does, and cannot be
 * trained. Everything that takes samples accepts what the model's own methods do, in the units of
 * the training data. Results are `Float32Array`s with a `shape`, samples first. They differ from
 * the model's own by the rounding of `float32`, since the graphs scale samples themselves.
 */
export abstract class UsableModel {
  /** Shape of one sample. */
  readonly inputShape: Shape;
  /** Shape of the code of one sample. */
  readonly codeShape: Shape;
  /** What {@link describe} gives: names of what the code tells beside itself. */
  readonly outputs: readonly string[];
  /** Names of the columns that the model was trained on, where they had some. */
  readonly columns: readonly string[] | undefined;
  /** Names of the classes that the model was trained on, where they had some. */
  readonly labelNames: readonly string[] | undefined;
  /** @internal */
  protected readonly form: SavedForm;
  readonly #graphs: Graphs;
  readonly #life = new Lifecycle();
  /** Those that go on. */
  readonly #calls = new Set<Promise<unknown>>();

  /**
   * Use `load` or `loadClassifier`.
   *
   * @internal
   */
  constructor(form: SavedForm, graphs: Graphs) {
    this.inputShape = form.input;
    this.codeShape = form.graphs.code;
    this.outputs = form.graphs.outputs;
    this.columns = form.columns;
    this.labelNames = form.labelNames;
    this.form = form;
    this.#graphs = graphs;
  }

  /**
   * The code of each sample, without noise (the mean, where the code is a distribution).
   *
   * @returns `[samples, ...code]`.
   * @throws DataError if samples do not fit.
   */
  async encode(samples: Samples, options: UseOptions = {}): Promise<Rows<Shape>> {
    const use = checkUse('encode', options);
    return this.during('encode', async () => {
      const data = this.samples(samples, 'encode', use);
      const codes = await this.ofSamples('encode', data, use, ['encoder', 'code']);
      return shaped(codes, [data.length, ...this.codeShape]);
    });
  }

  /**
   * What code and penalties tell of each sample beside its code.
   *
   * @param output - One of {@link outputs}.
   * @returns `[samples, values]`, the values of a sample one after the other.
   * @throws RangeError for an output that the model does not have, with those that it has.
   */
  async describe(
    samples: Samples,
    output: string,
    options: UseOptions = {},
  ): Promise<Rows<readonly [number]>> {
    const use = checkUse('describe', options);
    if (!this.outputs.includes(output)) {
      throw new RangeError(
        `describe: this model has no output "${output}"; it has ${this.outputs.join(', ') || 'none but the code, which encode gives'}`,
      );
    }
    return this.during('describe', async () => {
      const data = this.samples(samples, 'describe', use);
      const values = await this.ofSamples('describe', data, use, ['encoder', output]);
      return shaped(values, [data.length, values.length / data.length]);
    });
  }

  /** Frees the graphs, once the calls that have begun are done. Afterwards it cannot be used. */
  async dispose(): Promise<void> {
    if (this.#life.hasEnded) return;
    this.#life.end();
    await Promise.allSettled(this.#calls);
    await Promise.all(Object.values(this.#graphs).map((graph) => graph.release()));
  }

  /**
   * Does what a call is for, before whose end nothing is freed.
   *
   * @internal
   */
  protected async during<Result>(call: string, work: () => Promise<Result>): Promise<Result> {
    this.#life.requireUsable(call);
    const result = work();
    this.#calls.add(result);
    try {
      return await result;
    } finally {
      this.#calls.delete(result);
    }
  }

  /** @internal */
  protected samples(given: Samples, call: string, { beside }: CheckedUse): Dataset {
    const data = toDataset(given, this.inputShape, call, { pad: this.form.masked });
    refuseOtherColumns(data, this.columns);
    if (!this.form.masked) refuseShort(data);
    return beside ? withColumns(data, beside) : data;
  }

  /**
   * One output of a graph that reads samples.
   *
   * @internal
   */
  protected ofSamples(
    call: string,
    data: Dataset,
    use: CheckedUse,
    from: readonly [GraphName, string],
  ): Promise<Float32Array> {
    const { masked, scaling, support } = this.form;
    const mask = masked ? 'mask' : undefined;
    return this.run(call, data, use, from, { input: 'x', mask, scaling, support });
  }

  /**
   * One output of a graph for all rows.
   *
   * @internal
   */
  protected run(
    call: string,
    data: Dataset,
    { batchSize, seed = this.form.seed }: CheckedUse,
    [graph, output]: readonly [GraphName, string],
    form: Omit<BatchForm, 'columns' | 'seed'>,
  ): Promise<Float32Array> {
    const loaded = this.#graphs[graph];
    if (!loaded) {
      throw new Error(
        `${call}: the graph "${graph}" was not loaded; name it among the "graphs" of load`,
      );
    }
    const columns = this.form.graphs.columns[graph] ?? [];
    const readsLabels = columns.some(({ name }) => name === 'label');
    const given = readsLabels ? withLabelsOf(data, this.form.labelNames) : data;
    return loaded.map(given, { ...form, columns, seed }, { output, batchSize });
  }
}

/** A graph that was saved without a mask takes padding for values. */
function refuseShort({ name, lengths, shape: [steps] }: Dataset): void {
  const short = lengths?.findIndex((length) => length < steps) ?? -1;
  if (short < 0) return;
  throw new DataError(
    `${name}: sample ${short} has ${lengths![short]} steps of ${steps}, but the model was saved before it saw sequences of unequal length, so that its graphs take none; encode it with the model that \`load\` of @autoencoder-zoo/variants gives, or train with some and save anew`,
  );
}
