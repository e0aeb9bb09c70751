import type { Model } from '../model/model.js';
import type { TrainEvent } from './events.js';
import type { CompanionState, ResumedRun, UpcomingRun } from './runState.js';
import type { TrainingControl } from './events.js';

type Event<Kind extends TrainEvent['kind']> = Extract<TrainEvent, { kind: Kind }>;

/** What a callback may use: the model in training and the run's controls. */
export interface CallbackContext<Trained = Model> {
  /** The model that `fit` was given, with its present weights. */
  readonly model: Trained;
  /** Changes the learning rate or ends the run. */
  readonly control: TrainingControl;
}

/**
 * Something that watches or steers a run. All functions are optional; a promise is
 * waited for before the run goes on. Names are those of Keras. One that has `save` or
 * `close` has a state, and is of one run at a time. One that takes any `Model` goes with each.
 */
export type Callback<Trained = Model> = {
  /**
   * Looks at a run before it changes anything, so that one which lacks something is
   * refused as a whole.
   *
   * @throws Error saying what the callback needs.
   */
  check?(run: UpcomingRun): void;
  /** Before the first step, also of a resumed run. */
  onTrainBegin?(event: Event<'start'>, context: CallbackContext<Trained>): void | Promise<void>;
  /** After each step; `event.terms` are those of its batch. */
  onBatchEnd?(event: Event<'batch'>, context: CallbackContext<Trained>): void | Promise<void>;
  /** After each epoch and its validation. */
  onEpochEnd?(event: Event<'epoch'>, context: CallbackContext<Trained>): void | Promise<void>;
  /** After the last step, whatever ended the run but an error. */
  onTrainEnd?(event: Event<'end'>, context: CallbackContext<Trained>): void | Promise<void>;
  /** Called at last, also after an error or an abort: gives back what the callback holds. */
  close?(): void | Promise<void>;
  /** State that has to survive a resumed run. */
  save?(): CompanionState;
  /**
   * Takes back what `save` gave, which comes from a file: anything may be in it.
   *
   * @throws Error saying what is wrong with it.
   */
  restore?(state: CompanionState, run: ResumedRun): void;
};

/** Calls the function of a callback that an event is for. */
export async function notify<Trained>(
  callback: Callback<Trained>,
  event: TrainEvent,
  context: CallbackContext<Trained>,
): Promise<void> {
  if (event.kind === 'start') await callback.onTrainBegin?.(event, context);
  else if (event.kind === 'batch') await callback.onBatchEnd?.(event, context);
  else if (event.kind === 'epoch') await callback.onEpochEnd?.(event, context);
  else await callback.onTrainEnd?.(event, context);
}
