import { internalBleeding } from '@autoencoder-zoo/datasets/internal-bleeding';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import type { RunContext } from '../framework/index.js';
import { lineChart, type Line } from '@autoencoder-zoo/pictures';
import { annealed, valuesOf } from '../helpers/index.js';

/**
 * Samples of a window, about one heart beat, and the frames of several samples in
 * which the network reads them.
 */
const windowLength = 184;
const windowShape = [46, 4] as const;

/**
 * What the archive of the series allows between an anomaly and where it is said to be, in steps.
 */
const tolerance = 100;

/** How long, and on which windows, the series is learned. */
export interface SeriesSettings {
  /** Training windows begin every `stride` steps, test windows every `testStride`. */
  readonly series: {
    readonly epochs: number;
    readonly stride: number;
    readonly testStride: number;
  };
}

/**
 * Trains on windows of the part without anomalies and looks for the step with the highest error.
 * The reconstruction of a step is the average of all windows over it, and so is its error.
 */
export async function seriesOf(seed: number, { settings, fit }: RunContext<SeriesSettings>) {
  const { epochs, stride, testStride } = settings.series;
  const shape = windowShape;
  const { train } = await internalBleeding({ shape, stride });
  const { test, testStarts, series, anomaly } = await internalBleeding({
    shape,
    stride: testStride,
  });
  const model = lstm({ input: shape, units: 64, latentDim: 16, reverse: true, seed });
  const { training } = await fit('series', model, train, {
    ...annealed({ samples: train.length, epochs, batchSize: 32, learningRate: 5e-3 }),
    clipNorm: 10,
  });

  const reconstructions = await model.reconstruct(test, { batchSize: 512 });
  const original = valuesOf(test);
  const errors = averageOfWindows(
    reconstructions.map((value, index) => (value - original[index]) ** 2),
    testStarts,
  );
  const place = errors.steps[errors.values.indexOf(Math.max(...errors.values))];
  const found = place >= anomaly.begin - tolerance && place < anomaly.end + tolerance;
  return {
    found: found ? 1 : 0,
    material: {
      losses: training['loss'],
      anomaly,
      series,
      errors,
      reconstruction: averageOfWindows(reconstructions, testStarts),
    },
  };
}

type SeriesMaterial = Awaited<ReturnType<typeof seriesOf>>['material'];

/** The signal and its reconstruction, around the anomaly. */
export function signalChart({ series, reconstruction, anomaly }: SeriesMaterial) {
  const [begin, end] = [anomaly.begin - 400, anomaly.end + 400];
  const cut = (name: string, { steps, values }: Steps): Line => {
    const [from, to] = [begin, end].map((step) => steps.indexOf(step));
    return { name, x: steps.slice(from, to), y: values.slice(from, to) };
  };
  const signal = { steps: [...series.keys()], values: [...series] };
  return lineChart({
    lines: [cut('signal', signal), cut('reconstructed', reconstruction)],
    axes: ['step', 'standardised pressure'],
    x: [begin, end],
    regions: [{ name: 'anomaly', ...anomaly }],
    width: 960,
    height: 300,
  });
}

/** Values of steps of the series. */
export interface Steps {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** Averages of what windows say about a step, for the steps that as many windows as any cover. */
function averageOfWindows(values: Float32Array, starts: Int32Array): Steps {
  const [sums, counts] = [new Map<number, number>(), new Map<number, number>()];
  values.forEach((value, index) => {
    const step = starts[Math.floor(index / windowLength)] + (index % windowLength);
    sums.set(step, (sums.get(step) ?? 0) + value);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  });
  const most = Math.max(...counts.values());
  const steps = [...counts.keys()].filter((step) => counts.get(step) === most);
  return { steps, values: steps.map((step) => sums.get(step)! / most) };
}
