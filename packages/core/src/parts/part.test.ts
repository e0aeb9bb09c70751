import { expect, it } from 'vitest';
import { z } from 'zod';
import { definePart } from './part.js';

const penalty = (name: string, options: z.ZodType<object>) =>
  definePart({
    kind: 'penalty',
    name: name as 'mine@1',
    options,
    build: () => ({ terms: () => ({}) }),
  });

it.each(['mine', 'mine@', 'mine@0', 'mine@x', '@1'])('refuses the name %s', (name) => {
  expect(() => penalty(name, z.strictObject({}))).toThrow(/penalty ".*" lacks the version/);
});

it.each([z.object({}), z.looseObject({})])('refuses options that let others pass', (options) => {
  expect(() => penalty('mine@1', options)).toThrow(
    'definePart: the options of the penalty mine@1 let misspelt ones pass; use z.strictObject',
  );
});

it('takes a version of any height', () => {
  expect(penalty('mine@12', z.strictObject({})).partName).toBe('mine@12');
});
