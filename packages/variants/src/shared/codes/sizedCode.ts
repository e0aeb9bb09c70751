import type { Code, PartFactory } from '@autoencoder-zoo/core';

/** Makes codes of one axis, whose literal size is in their type. */
export type SizedCode<Options> = (<const Dim extends number>(
  options: Options & { readonly dim: Dim },
) => Code<readonly [Dim]>) &
  PartFactory<Code, never>;

/** A code with the option `dim` whose factory keeps its literal size. */
export function sizedCode<Options>(part: PartFactory<Code, never>): SizedCode<Options> {
  return part as unknown as SizedCode<Options>;
}
