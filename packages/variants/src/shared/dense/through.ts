import {
  kernels,
  layerRuns,
  provide,
  type Context,
  type Frame,
  type LayerRun,
  type Made,
  type Provision,
} from '@autoencoder-zoo/core';
import { Tensor, type Rank, type Variable } from '@autoencoder-zoo/engine/tensorflow';

/** Offers the kernel of the layer behind those that came before to decoders that mirror them. */
export function mirrorable(context: Context, ...own: readonly Variable<Rank.R2>[]): void {
  context.provide(kernels, [...(context.need(kernels) ?? []), ...own]);
}

/**
 * What penalties on derivatives need: layers behind those that came before, if
 * nothing else is between.
 */
export function runThrough(frame: Frame, own: readonly LayerRun[]): readonly Provision[] {
  const before = frame.need(layerRuns);
  return before ? [provide(layerRuns, [...before, ...own])] : [];
}

/**
 * A result of a part that another one is around, which hides its layers from
 * penalties on derivatives.
 */
export function withoutLayerRuns(result: Tensor | Made): Made {
  if (result instanceof Tensor) return { value: result };
  const { provides = [], ...made } = result;
  return { ...made, provides: provides.filter(({ key }) => key !== layerRuns) };
}
