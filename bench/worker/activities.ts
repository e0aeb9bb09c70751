import { train, type Autoencoder, type Dataset, type TrainEvent } from '@autoencoder-zoo/core';
import type { Activity } from '../tasks.js';
import type { Repeated } from './answer.js';

type Once = Repeated['once'];

/** What each activity does with a model, once. */
const onces: Readonly<
  Record<Activity, (model: Autoencoder, data: Dataset, batchSize: number) => Once>
> = {
  step: (model, data, batchSize) => untilNext('batch', training(model, data, batchSize)),
  epoch: (model, data, batchSize) => untilNext('epoch', training(model, data, batchSize)),
  encode: (model, data) => () => model.encode(data),
  evaluate: (model, data) => () => model.evaluate(data),
};

/** An activity as it is timed. */
export function repeated(
  activity: Activity,
  model: Autoencoder,
  data: Dataset,
  batchSize: number,
): Repeated {
  const once = onces[activity](model, data, batchSize);
  return activity === 'step' ? { once, fewest: 1, warmUp: 0.5 } : { once, fewest: 1, warmUp: 0 };
}

/**
 * Makes training steps as `fit` does: shuffled batches out of bytes, noise, loss,
 * optimiser, events.
 */
function training(model: Autoencoder, data: Dataset, batchSize: number) {
  return train(model, data, { batchSize, epochs: 2 ** 31 - 1 });
}

function untilNext(kind: TrainEvent['kind'], events: AsyncIterator<TrainEvent>): Once {
  return async () => {
    let event = await events.next();
    while (!event.done && event.value.kind !== kind) event = await events.next();
  };
}
