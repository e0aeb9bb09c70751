import { categoricalLikelihood } from './categoricalLikelihood.js';
import { evidenceLowerBound } from './evidenceLowerBound.js';
import type { AnyPartFactory } from './part.js';

/** The parts that stand in core, since models have them without being asked. */
export const ownParts: readonly AnyPartFactory[] = [categoricalLikelihood, evidenceLowerBound];
