import { atLeast, defineExperiment, onEverySeed } from '../framework/index.js';
import { rocLine } from '../helpers/index.js';
import {
  lineChart,
  lineOverSeeds,
  sideBySide,
  stacked,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { beatLength, beatsOf, type BeatSettings, type Pair } from './beats.js';
import { seriesOf, signalChart, type SeriesSettings } from './series.js';

type Settings = BeatSettings & SeriesSettings;

/** LSTM autoencoders that see what is normal, and what they then cannot reconstruct. */
export const experiment = defineExperiment({
  name: 'sequence-anomaly',
  module: import.meta.url,
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
        contents: svgOf(
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
        contents: svgOf(
          'A normal and an anomalous beat with their reconstructions',
          sideBySide([
            beat('held-out normal beat', beats.normalBeat),
            beat('anomalous beat', beats.anomalousBeat),
          ]),
        ),
      },
      {
        file: 'anomaly.svg',
        contents: svgOf(
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
        contents: svgOf(
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

function lossChart(title: string, losses: readonly (readonly number[])[]) {
  const chart = lineChart({
    lines: [lineOverSeeds('training', losses)],
    axes: ['epoch', 'squared error of a sequence'],
    width: 480,
    height: 320,
  });
  return titled(title, chart);
}
