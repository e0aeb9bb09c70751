import { compileStep, type Optimiser, type StepState } from '@autoencoder-zoo/engine';
import type { BatchInputs } from '../../model/batchInputs.js';
import type { Model } from '../../model/model.js';
import { trainingLoss } from '../loss.js';
import type { RunIdentity } from '../state.js';
import { withDiagnosis } from '../trainingError.js';
import type { Method } from './method.js';
import { variablesOf } from './variablesOf.js';

/** A compiled step of an optimiser for each batch. */
export async function gradientMethod(
  model: Model,
  batches: BatchInputs,
  { batchSize, clipNorm, only }: RunIdentity,
  optimiser: Optimiser,
): Promise<Method> {
  const { trained, state } = variablesOf(model, only);
  const group = { variables: trained, optimiser, clipNorm: clipNorm ?? undefined };
  const step = await compileStep(trainingLoss(model), [group], batches.specs(batchSize), {
    ...model.engine,
    state,
    independentSamples: model.composition.independentSamples,
  });
  return {
    get learningRate() {
      return step.learningRates[''];
    },
    set learningRate(rate) {
      step.learningRates[''] = rate;
    },
    hasLearningRate: true,
    converged: false,
    run({ indices, step: count, epoch }) {
      const inputs = batches.fill(indices, count, epoch);
      return step.run(inputs).catch(async (error: unknown) => {
        throw await withDiagnosis(error, step, inputs, model);
      });
    },
    state: () => step.state(),
    restore: (state) => step.restore(state as StepState),
    dispose: () => step.dispose(),
  };
}
