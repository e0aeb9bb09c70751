import { Dataset } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { linearProbeAccuracy } from './linearProbe.js';
import { predictClasses, logisticRegression } from './logisticRegression.js';
import { golden } from '../testing/golden.js';

const shape = [golden.size];
const divided = (values: readonly number[]) =>
  new Dataset({ name: 'x', values: Int16Array.from(values), shape, scale: 1 / 64 });
const train = divided(golden.train);
const test = divided(golden.test);
const { trainLabels, testLabels } = golden;
const exactly = { gradientTolerance: 1e-7 };

describe('logisticRegression', () => {
  it.each(golden.regressions)(
    "agrees with scikit-learn's: $classes classes, C = $inverseRegularisation",
    async ({ classes, inverseRegularisation, kernel, bias, accuracy }) => {
      const known = trainLabels.map((label) => label % classes);
      const options = { inverseRegularisation, ...exactly };
      const regression = await logisticRegression(train, known, options);
      // Of two classes scikit-learn keeps the weights of one.
      const theirs = (values: number[]) =>
        classes === 2 ? values.flatMap((value) => [-value / 2, value / 2]) : values;
      expect(regression.kernel).toHaveLength(golden.size * classes);
      theirs(kernel).forEach((value, i) => expect(regression.kernel[i]).toBeCloseTo(value, 2));
      theirs(bias).forEach((value, i) => expect(regression.bias[i]).toBeCloseTo(value, 2));
      const truth = testLabels.map((label) => label % classes);
      const right = predictClasses(regression, test).filter((label, i) => label === truth[i]);
      expect(right.length / truth.length).toBe(accuracy);
      const probe = { train, trainLabels: known, test, testLabels: truth, ...options };
      expect(await linearProbeAccuracy(probe)).toBe(accuracy);
    },
  );

  it('keeps the digits of data that are far from zero', async () => {
    const near = Float64Array.from(golden.train, (value) => value / 64);
    const data = (values: Float64Array) => new Dataset({ name: 'x', values, shape });
    const far = data(near.map((value) => value + 5.8e6));
    const [a, b] = [
      await logisticRegression(data(near), trainLabels, exactly),
      await logisticRegression(far, trainLabels, exactly),
    ];
    a.kernel.forEach((weight, i) => expect(b.kernel[i]).toBeCloseTo(weight, 2));
    expect(b.loss).toBeCloseTo(a.loss, 5);
    expect(predictClasses(b, far)).toEqual(predictClasses(a, data(near)));
  });

  it('fits data that fill several batches, the last one in part', async () => {
    const copies = 14;
    const labels = Array.from({ length: copies }, () => trainLabels).flat();
    const many = divided(Array.from({ length: copies }, () => golden.train).flat());
    const options = { inverseRegularisation: 1 / copies, ...exactly };
    const once = await logisticRegression(train, trainLabels, exactly);
    const often = await logisticRegression(many, labels, options);
    once.kernel.forEach((value, i) => expect(often.kernel[i]).toBeCloseTo(value, 2));
    expect(often.loss).toBeCloseTo(once.loss, 5);
  });

  it('names classes as they came', async () => {
    const labels = trainLabels.map((label) => 10 * label - 7);
    const regression = await logisticRegression(train, labels);
    expect(regression.classes).toEqual([-7, 3, 13, 23]);
    expect(new Set(predictClasses(regression, test))).toEqual(new Set(regression.classes));
  });

  it('takes the labels of data sets', async () => {
    const labelled = ({ name, values, scale }: Dataset, labels: readonly number[]) =>
      new Dataset({ name, values, scale, shape, labels: Int32Array.from(labels) });
    expect(
      await linearProbeAccuracy({
        train: labelled(train, trainLabels),
        test: labelled(test, testLabels),
      }),
    ).toBe(golden.regressions[0].accuracy);
  });

  it('runs on both engines', async () => {
    const compiled = await logisticRegression(train, trainLabels, { iterations: 5 });
    const options = { iterations: 5, engine: { engine: 'eager', backend: 'cpu' } } as const;
    const eager = await logisticRegression(train, trainLabels, options);
    expect(eager.loss).toBeCloseTo(compiled.loss, 4);
  });

  it('tells of its iterations and can be stopped', async () => {
    const control = new AbortController();
    const losses: number[] = [];
    const { iterations, loss } = await logisticRegression(train, trainLabels, {
      signal: control.signal,
      onIteration({ iteration, value }) {
        losses.push(value);
        if (iteration === 3) control.abort();
      },
    });
    expect(iterations).toBe(3);
    expect(losses[0]).toBeCloseTo(Math.log(4), 5);
    expect(losses[3]).toBe(loss);
    expect((await logisticRegression(train, trainLabels)).iterations).toBeGreaterThan(3);
  });

  it('refuses what does not fit', async () => {
    await expect(logisticRegression(train)).rejects.toThrow('no labels; give one for each');
    await expect(logisticRegression(train, [1, 2])).rejects.toThrow('2 labels do not fit 157');
    const same = trainLabels.map(() => 3);
    await expect(logisticRegression(train, same)).rejects.toThrow('all samples are of class 3');
    await expect(
      logisticRegression(train, trainLabels, { inverseRegularisation: 0 }),
    ).rejects.toThrow('inverseRegularisation');
    const other = { data: new Float32Array(10), shape: [5, 2] };
    const regression = await logisticRegression(train, trainLabels, { iterations: 1 });
    expect(() => predictClasses(regression, other)).toThrow('have 2 values, but the regression');
    await expect(
      linearProbeAccuracy({ train, trainLabels, test: other, testLabels: [1, 2, 3, 4, 5] }),
    ).rejects.toThrow('they must agree');
  });
});
