import { runInWorker } from '@autoencoder-zoo/core/worker';
import { drawChart, type Point } from './chart.js';
import { drawImages, paired } from './images.js';
import type { Training, TrainingEvent } from './messages.js';

const find = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, id: string) =>
  document.querySelector<HTMLElementTagNameMap[Tag]>(`${tag}#${id}`)!;
const [start, pause, stop] = ['start', 'pause', 'stop'].map((id) => find('button', id));
const chosen = (id: string) => Number(find('select', id).value);
const status = find('p', 'status');
const chart = document.querySelector('svg')!;

/** Pending while the user pauses: who does not take events stops the run. */
let paused: Promise<void> | undefined;
let goOn: (() => void) | undefined;

find('form', 'controls').addEventListener('submit', (event) => {
  event.preventDefault();
  void train({ latentDim: chosen('latent'), epochs: chosen('epochs') });
});

pause.addEventListener('click', () => {
  if (paused) {
    goOn?.();
    return;
  }
  pause.textContent = 'Go on';
  paused = new Promise((resolve) => {
    goOn = () => {
      pause.textContent = 'Pause';
      paused = undefined;
      resolve();
    };
  });
});

async function train(training: Training): Promise<void> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
  const controller = new AbortController();
  stop.onclick = () => {
    controller.abort();
    goOn?.();
  };
  running(true);
  status.textContent = 'Compiling the training step …';
  try {
    await follow(runInWorker<TrainingEvent>(worker, training, { signal: controller.signal }));
  } catch (error) {
    status.textContent = String(error);
  } finally {
    // All memory of the run goes with it.
    worker.terminate();
    goOn?.();
    running(false);
  }
}

async function follow(events: AsyncIterable<TrainingEvent>): Promise<void> {
  const curves: { training: Point[]; validation: Point[] } = { training: [], validation: [] };
  let steps = 1;
  let drawn = 0;
  let working = 0;
  let last = performance.now();
  for await (const event of events) {
    const now = performance.now();
    if (event.kind === 'start') steps = event.steps;
    else if (event.kind === 'batch') {
      working += now - last;
      curves.training.push([event.step, event.loss]);
      status.textContent = `Step ${event.step} of ${steps}, ${(working / event.step).toFixed(1)} ms each; loss ${event.loss.toFixed(1)}. ${threads()}`;
    } else if (event.kind === 'epoch') {
      curves.validation.push([event.step, event.validation]);
    } else if (event.kind === 'images') {
      drawImages(find('canvas', 'pairs'), paired(event.originals, event.reconstructions));
      drawImages(find('canvas', 'samples'), event.samples);
    } else {
      const loss = curves.validation.at(-1)?.[1].toFixed(1);
      const measured = loss === undefined ? '' : ` Loss of the digits held back: ${loss}.`;
      status.textContent = `${event.reason === 'finished' ? 'Done' : 'Stopped'} after ${curves.training.length} steps.${measured}`;
    }
    if (curves.training.length > 1 && (now - drawn > 100 || event.kind === 'end')) {
      drawChart(chart, steps, curves);
      drawn = now;
    }
    await paused;
    last = performance.now();
  }
}

function threads(): string {
  return crossOriginIsolated
    ? `${navigator.hardwareConcurrency} cores.`
    : 'One core: the page is not cross-origin isolated.';
}

function running(now: boolean): void {
  start.disabled = now;
  pause.disabled = !now;
  stop.disabled = !now;
}
