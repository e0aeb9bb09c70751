import { ownParts, type AnyPartFactory, type PartKind, type PartName } from '@autoencoder-zoo/core';
import { registeredParts } from './registry.js';

/** Kinds and versioned names of all parts of the zoo. */
export function partNames(): readonly { readonly kind: PartKind; readonly name: PartName }[] {
  const own = ownParts.map(({ kind, partName }) => ({ kind, name: partName }));
  return [...registeredParts.map(({ kind, name }) => ({ kind, name })), ...own];
}

/** Loads the module of a part of the zoo; `undefined` if there is none of that name. */
export async function findPart(
  kind: PartKind,
  name: PartName,
): Promise<AnyPartFactory | undefined> {
  const found = registeredParts.find((part) => part.kind === kind && part.name === name);
  if (found) return found.load();
  return ownParts.find((part) => part.kind === kind && part.partName === name);
}
