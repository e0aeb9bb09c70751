import { SingleBar } from 'cli-progress';
import type { Callback } from '../train/callback.js';
import type { TrainEvent } from '../train/events.js';
import { duration, significant } from './numberText.js';

/** Shows how training goes on. */
export interface ProgressDisplay {
  /** Takes the events of a run. */
  show(event: TrainEvent): void;
  /** Gives the terminal back; to be called whatever happened. */
  close(): void;
}

/** What {@link showProgress} may print. */
export interface ProgressOptions {
  /** Stands before the bar. Default: nothing. */
  readonly label?: string;
  /** Where no bar can be drawn: one line per epoch instead of silence. Default false. */
  readonly verbose?: boolean;
}

/**
 * Progress on standard error: a bar with the live loss and the time left, if that is a terminal.
 */
export function showProgress(options: ProgressOptions): ProgressDisplay {
  if (process.stderr.isTTY) return bar(options.label ?? '');
  return { show: options.verbose ? printEpochs() : () => undefined, close: () => undefined };
}

/**
 * A callback for `fit` which shows how training goes on: on a terminal a bar with the live loss and
 * the time left, elsewhere nothing, or a line per epoch if `verbose` is set. Node only.
 *
 * @example
 * ```ts
 * import { progress } from '@autoencoder-zoo/core/progress';
 *
 * await fit(model, train, { epochs: 10, callbacks: [progress()] });
 * ```
 */
export function progress(options: ProgressOptions = {}): Callback {
  const shown = showProgress(options);
  return {
    onTrainBegin: (event) => shown.show(event),
    onBatchEnd: (event) => shown.show(event),
    onEpochEnd: (event) => shown.show(event),
    close: () => shown.close(),
  };
}

function bar(label: string): ProgressDisplay {
  const drawn = new SingleBar({
    format: `${label}{bar} {percentage}% | epoch {epoch}/{epochs} | {state}`,
    stream: process.stderr,
    hideCursor: true,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    // An interrupted run still writes its checkpoint, so the bar must not end the process.
    gracefulExit: false,
  });
  let begin = { time: 0, step: 0, steps: 0 };
  return {
    show(event) {
      if (event.kind === 'start') {
        const { step, steps, epochs, epoch } = event;
        begin = { time: performance.now(), step, steps };
        const state = 'compiling the first step';
        drawn.start(steps, step, { epoch: Math.min(epoch + 1, epochs), epochs, state });
      } else if (event.kind === 'batch') {
        const perStep = (performance.now() - begin.time) / (event.step - begin.step);
        const loss = significant(event.terms['loss']);
        const left = duration(((begin.steps - event.step) * perStep) / 1000);
        drawn.update(event.step, { epoch: event.epoch + 1, state: `loss ${loss} | ${left} left` });
      }
    },
    close: () => drawn.stop(),
  };
}

function printEpochs(): ProgressDisplay['show'] {
  let epochs = 0;
  return (event) => {
    if (event.kind === 'start') epochs = event.epochs;
    if (event.kind !== 'epoch') return;
    const terms = Object.entries(event.terms).map(
      ([term, value]) => `${term} ${significant(value)}`,
    );
    process.stderr.write(`epoch ${event.epoch}/${epochs}: ${terms.join(', ')}\n`);
  };
}
