import { describe, it } from 'vitest';
import { withParts } from '../testing/models.js';
import { cases } from '../testing/partCases.js';
import { expectGradient } from '../testing/gradient.js';

describe.each(Object.entries(cases))('gradient of %s', (_, parts) => {
  it('is the slope of the loss', async () => {
    const { estimated, ...given } = parts();
    const model = withParts(given);
    await expectGradient(model, estimated);
    model.dispose();
  });
});
