import { describe, it } from 'vitest';
import { withParts } from '../testing/models.js';
import { partCases } from '../testing/partCases.js';
import { expectGradient } from '../testing/gradient.js';

const all = [...partCases.values()].flatMap(({ models, estimated }) =>
  Object.entries(models).map(([name, parts]) => ({ name, parts, estimated })),
);

describe.each(all)('gradient of $name', ({ parts, estimated }) => {
  it('is the slope of the loss', async () => {
    const model = withParts(parts());
    await expectGradient(model, estimated);
    model.dispose();
  });
});
