import {
  adam,
  areaUnderRocCurve,
  cosineDecay,
  detection,
  type Dataset,
  type Optimiser,
} from '@autoencoder-zoo/core';
import { split } from '@autoencoder-zoo/datasets';
import { ecg5000, normalAndAnomalous } from '@autoencoder-zoo/datasets/ecg5000';
import { internalBleeding } from '@autoencoder-zoo/datasets/internal-bleeding';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import {
  atLeast,
  defineExperiment,
  frame,
  lineChart,
  lineOverSeeds,
  onEverySeed,
  rocLine,
  sideBySide,
  stacked,
  titled,
  valuesOf,
  type Line,
  type RunContext,
} from '../framework/index.js';

/** Samples of a beat, and of a window of the series, which is about one heart beat as well. */
const beatLength = 140;
const windowLength = 184;

/** Sequences as the networks read them: a step is a frame of several samples. */
const beatShape = [28, 5] as const;
const windowShape = [46, 4] as const;

/** What the archive of the series allows between an anomaly and where it is said to be, in steps. */
const tolerance = 100;

interface Settings {
  readonly beats: { readonly epochs: number };
  /** Training windows begin every `stride` steps, test windows every `testStride`. */
  readonly series: {
    readonly epochs: number;
    readonly stride: number;
    readonly testStride: number;
  };
}

/** LSTM autoencoders that see what is normal, and what they then cannot reconstruct. */
export const experiment = defineExperiment({
  name: 'sequence-anomaly',
  title: 'Anomalies in sequences by LSTM autoencoders: ECG5000 and a blood pressure',
  settings: {
    full: { beats: { epochs: 400 }, series: { epochs: 100, stride: 2, testStride: 1 } },
    quick: { beats: { epochs: 200 }, series: { epochs: 60, stride: 4, testStride: 4 } },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'ECG5000, area under the ROC curve, 300 held-out beats',
      figure: 'area',
      bound: atLeast(0.98),
      quickBound: atLeast(0.95),
      digits: 3,
    },
    {
      what: 'ECG5000, accuracy, threshold from training beats',
      figure: 'accuracy',
      published: '0.986 (threshold chosen on the 4,500 test beats)',
      digits: 3,
    },
    {
      what: 'ECG5000, F1 of the anomalies, threshold from training beats',
      figure: 'f1',
      published: '0.978 (threshold chosen on the 4,500 test beats)',
      digits: 3,
    },
    {
      what: 'InternalBleeding16, share of runs that find the anomaly',
      figure: 'found',
      source: 'the rule of the UCR anomaly archive: the highest score within 100 steps of it',
      bound: onEverySeed(atLeast(1)),
      quickBound: atLeast(1),
      digits: 0,
    },
  ],

  async run(seed, context) {
    const beats = await beatsOf(seed, context);
    const series = await seriesOf(seed, context);
    return {
      figures: { ...beats.figures, found: series.found },
      material: { beats: beats.material, series: series.material },
    };
  },

  pictures(outcomes) {
    const [{ material }] = outcomes;
    const { beats, series } = material;
    const steps = [...Array(beatLength).keys()];
    const beat = (title: string, { signal, reconstruction }: Pair) =>
      titled(
        title,
        lineChart({
          lines: [
            { name: 'beat', x: steps, y: signal },
            { name: 'reconstructed', x: steps, y: reconstruction },
          ],
          axes: ['step', 'standardised voltage'],
          y: [-5, 4],
          width: 480,
          height: 320,
        }),
      );
    return [
      {
        file: 'roc.svg',
        contents: frame(
          'Receiver operating characteristic of each seed on ECG5000',
          lineChart({
            lines: outcomes.map(({ seed, material: { beats } }) =>
              rocLine(`seed ${seed}`, beats.errors, beats.anomalous),
            ),
            axes: ['normal beats called anomalous', 'anomalous beats found'],
            x: [0, 1],
            y: [0, 1],
            width: 520,
            height: 480,
          }),
        ),
      },
      {
        file: 'beats.svg',
        contents: frame(
          'A normal and an anomalous beat with their reconstructions',
          sideBySide([
            beat('held-out normal beat', beats.normalBeat),
            beat('anomalous beat', beats.anomalousBeat),
          ]),
        ),
      },
      {
        file: 'anomaly.svg',
        contents: frame(
          'The blood pressure around its anomaly, and the error of reconstruction over all of the series',
          stacked([
            titled('signal around the anomaly', signalChart(series)),
            titled(
              'error of each step',
              lineChart({
                lines: outcomes.map(({ seed, material: { series } }) => ({
                  name: `seed ${seed}`,
                  x: series.errors.steps,
                  y: series.errors.values,
                })),
                axes: ['step', 'squared error'],
                regions: [{ name: 'anomaly', ...series.anomaly }],
                width: 960,
                height: 300,
              }),
            ),
          ]),
        ),
      },
      {
        file: 'loss.svg',
        contents: frame(
          'Training loss over epochs, of beats and of windows',
          sideBySide([
            lossChart(
              'ECG5000',
              outcomes.map((outcome) => outcome.material.beats.losses),
            ),
            lossChart(
              'InternalBleeding16',
              outcomes.map((outcome) => outcome.material.series.losses),
            ),
          ]),
        ),
      },
    ];
  },
});

/** A sequence and what became of it. */
interface Pair {
  readonly signal: Float32Array;
  readonly reconstruction: Float32Array;
}

/**
 * Knows 200 normal beats, of which 160 train and 40 set the threshold, and judges the 300 others by
 * their reconstruction error.
 */
async function beatsOf(seed: number, { settings, fit }: RunContext<Settings>) {
  const { train } = await ecg5000({ shape: beatShape });
  const { normal, anomalous } = normalAndAnomalous(train);
  const [known, unknown] = split(normal, { count: 200, seed });
  const [seen, kept] = split(known, { count: 160, seed });
  const model = lstm({ input: beatShape, units: 64, latentDim: 16, reverse: true, seed });
  const { epochs } = settings.beats;
  const batchSize = 20;
  const { training } = await fit('beats', model, seen, {
    epochs,
    batchSize,
    optimiser: falling((epochs * seen.length) / batchSize),
    clipNorm: 10,
  });

  const reconstruct = async (beats: Dataset<typeof beatShape>) => {
    const reconstructions = await model.reconstruct(beats);
    return { reconstructions, errors: squaredErrors(valuesOf(beats), reconstructions, beatLength) };
  };
  const ofKept = await reconstruct(kept);
  const [ofUnknown, ofAnomalous] = [await reconstruct(unknown), await reconstruct(anomalous)];
  const errors = [...ofUnknown.errors, ...ofAnomalous.errors];
  const positive = errors.map((_, index) => index >= unknown.length);

  const threshold = quantile(ofKept.errors, 0.95);
  const { accuracy, f1 } = detection(errors, positive, threshold);
  return {
    figures: {
      area: areaUnderRocCurve(errors, positive),
      accuracy,
      f1,
    },
    material: {
      losses: training['loss'],
      errors,
      anomalous: positive,
      normalBeat: pair(valuesOf(unknown), ofUnknown.reconstructions),
      anomalousBeat: pair(valuesOf(anomalous), ofAnomalous.reconstructions),
    },
  };
}

/**
 * Trains on windows of the part without anomalies and looks for the step with the highest error. The
 * reconstruction of a step is the average of all windows over it, and so is its error.
 */
async function seriesOf(seed: number, { settings, fit }: RunContext<Settings>) {
  const { epochs, stride, testStride } = settings.series;
  const shape = windowShape;
  const batchSize = 32;
  const { train } = await internalBleeding({ shape, stride });
  const { test, testStarts, series, anomaly } = await internalBleeding({
    shape,
    stride: testStride,
  });
  const model = lstm({ input: shape, units: 64, latentDim: 16, reverse: true, seed });
  const { training } = await fit('series', model, train, {
    epochs,
    batchSize,
    optimiser: falling(epochs * Math.ceil(train.length / batchSize)),
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
function signalChart({ series, reconstruction, anomaly }: SeriesMaterial) {
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

function lossChart(title: string, losses: readonly (readonly number[])[]) {
  const chart = lineChart({
    lines: [lineOverSeeds('training', losses)],
    axes: ['epoch', 'squared error of a sequence'],
    width: 480,
    height: 320,
  });
  return titled(title, chart);
}

/** Adam whose learning rate falls to 0 over so many steps. */
function falling(steps: number): Optimiser {
  return adam({ learningRate: cosineDecay({ initial: 5e-3, final: 0, steps }) });
}

/** Squared error of each sequence, summed over its samples. */
function squaredErrors(values: Float32Array, others: Float32Array, length: number): number[] {
  const errors = Array.from({ length: values.length / length }, () => 0);
  values.forEach((value, index) => {
    errors[Math.floor(index / length)] += (value - others[index]) ** 2;
  });
  return errors;
}

/** Values of steps of the series. */
interface Steps {
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

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The first sequence of each. */
function pair(values: Float32Array, reconstructions: Float32Array): Pair {
  return {
    signal: values.slice(0, beatLength),
    reconstruction: reconstructions.slice(0, beatLength),
  };
}
