import { quoted } from '@autoencoder-zoo/core';

/** Names one after the other, the first ten of them. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quoted).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
