import { compileStep, type Group, type StepState } from '@autoencoder-zoo/engine';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batches } from '../../batch/batches.js';
import { trainingMode } from '../../batch/mode.js';
import type { Model } from '../../model/model.js';
import { modelGroup } from '../../parts/declarations.js';
import { engineGroup, trainingLoss } from '../loss.js';
import { inGroups, type GroupOptimisers } from '../optimisers.js';
import type { RunIdentity } from '../runState.js';
import { withDiagnosis } from '../trainingError.js';
import type { Method, MethodDefinition } from './method.js';
import { variablesOf } from './variablesOf.js';

/** A compiled step of an optimiser for each batch. */
export const gradientMethod: MethodDefinition<GroupOptimisers> = { takesAll: false, create };

async function create(
  model: Model,
  batches: Batches,
  { batchSize, clipNorm, only }: RunIdentity,
  optimisers: GroupOptimisers,
): Promise<Method> {
  const { groups, state, changing } = variablesOf(model, only);
  const ofModel = model.variables.filter(({ trained }) => trained).map(({ group }) => group);
  const chosen = inGroups(optimisers, [...groups.keys()], new Set(ofModel));
  const trained = Array.from(groups, ([name, variables]): Group => ({
    name: engineGroup(name),
    variables,
    ...chosen[name],
    ...(clipNorm !== null && { clipNorm }),
  }));
  const loss = trainingLoss(model, { trained: new Set(groups.keys()), changing });
  const { network } = model;
  const step = await compileStep(loss, trained, batches.specs(batchSize), {
    ...model.engine,
    state,
    independentSamples: network.independentSamples,
    ...(network.actsAfterUpdate && {
      afterUpdate: (inputs: Readonly<Record<string, Tensor>>) => {
        network.afterUpdate(network.batch(inputs, trainingMode, changing));
      },
    }),
  });
  const rates: Record<string, number> = step.learningRates;
  const first = engineGroup(groups.has(modelGroup) ? modelGroup : [...groups.keys()][0]);
  return {
    get learningRate() {
      return rates[first];
    },
    set learningRate(rate) {
      rates[first] = rate;
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
