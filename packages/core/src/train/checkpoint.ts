import type { Optimiser, Step } from '@autoencoder-zoo/engine';
import type { Autoencoder } from '../model/autoencoder.js';
import type { History } from './history.js';
import { TermSums } from './termSums.js';
import type { Companions, RunState } from './train.js';
