import type { AnyTarget } from '../target.js';
import { checkpoint } from './checkpoint.js';
import { inputs } from './inputs.js';
import { readers } from './readers.js';
import { safetensors } from './safetensors.js';
import { spec } from './spec.js';
import { weights } from './weights.js';

/** All that reads what others wrote. */
export const targets = [
  ...readers,
  safetensors,
  spec,
  weights,
  checkpoint,
  inputs,
] as unknown as readonly AnyTarget[];
