import { residualConvolution } from './residualConvolution.js';
import { quantised } from './quantised.js';
import { ecg } from './ecg.js';
import { dictionary } from './dictionary.js';
import { adversarial } from './adversarial.js';
import { bidirectionalLstm } from './bidirectionalLstm.js';
import { contractive } from './contractive.js';
import { convolutional } from './convolutional.js';
import { deep } from './deep.js';
import { deepLargeBatch } from './deepLargeBatch.js';
import { dense } from './dense.js';
import { denoising } from './denoising.js';
import { denseSmall } from './denseSmall.js';
import { gru } from './gru.js';
import { importanceWeighted } from './importanceWeighted.js';
import { lstm } from './lstm.js';
import { variational } from './variational.js';
import { transformer } from './transformer.js';
import type { Workload } from './workload.js';

/** All workloads, in the order in which they run. */
export const workloads: readonly Workload[] = [
  denseSmall,
  dense,
  denoising,
  contractive,
  variational,
  importanceWeighted,
  deep,
  deepLargeBatch,
  lstm,
  gru,
  bidirectionalLstm,
  convolutional,
  ecg,
  dictionary,
  residualConvolution,
  quantised,
  adversarial,
  transformer,
];
