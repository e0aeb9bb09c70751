import type { Autoencoder, GivenColumns } from '@autoencoder-zoo/core';
import { UsageError } from './errors.js';
import type { Settings } from './settings.js';

/**
 * Columns beside codes that are to be decoded, as `--beside` gives them; a label may
 * be the name of a class.
 *
 * @throws UsageError for a column that is not read or not given, and for a value that is no number.
 */
export function columnsFor(model: Autoencoder, given: Settings): GivenColumns {
  const { columns } = model.network.declarations;
  const read = [...columns].filter(
    ([, { readers }]) => readers.has('decoder') || readers.has('prior'),
  );
  const names = read.map(([name]) => name);
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) {
    throw new UsageError(
      `this model reads the column "${missing}"; give it for all samples, such as --beside ${missing}=0`,
    );
  }
  const unread = Object.keys(given).find((name) => !names.includes(name));
  if (unread !== undefined) {
    throw new UsageError(
      `this model reads no column "${unread}" to give samples, but ${names.join(', ') || 'none'}; leave --beside ${unread} out`,
    );
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, numberOf(model, name, value)]),
  );
}

function numberOf({ labelNames }: Autoencoder, name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  const place = name === 'label' ? (labelNames?.indexOf(String(value)) ?? -1) : -1;
  if (place >= 0) return place;
  const choice = name === 'label' && labelNames ? ` or one of ${labelNames.join(', ')}` : '';
  throw new UsageError(
    `--beside ${name}: expected a number${choice}, but got ${JSON.stringify(value)}`,
  );
}
