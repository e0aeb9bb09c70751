import { expect, it } from 'vitest';
import { registeredParts } from '../packages/variants/src/registry.js';
import { axes, kinds } from './axes.js';

/** What has no place in the matrix. */
const elsewhere = [
  // Models of TensorFlow.js, which bring their own layers.
  'encoder layers@1',
  'decoder layers@1',
];

it.each(kinds)('has every %s of the zoo', (kind) => {
  const made = Object.values(axes[kind]).map(
    (make) => (make() as { name: string } | undefined)?.name,
  );
  const missing = registeredParts
    .filter((part) => part.kind === kind && !elsewhere.includes(`${kind} ${part.name}`))
    .filter(({ name }) => !made.includes(name));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
