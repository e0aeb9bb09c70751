import type { ScalingOptions } from '../data/scaling.js';
import type { Network } from '../network/network.js';
import { OptionsError } from '../parts/options.js';

/** @throws OptionsError where samples that are numbers of classes are to be scaled */
export function refuseScalingOfClasses(network: Network, { kind }: ScalingOptions): void {
  if (kind === 'none' || network.classes === undefined) return;
  const name = network.reconstructs ? 'autoencoder' : 'classifier';
  throw new OptionsError(
    `${name}: option "scaling" is '${kind}', but these samples are numbers of classes, which are no amounts; use 'none'`,
  );
}
