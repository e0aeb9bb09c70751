import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import * as bundled from './bundled.js';
import * as required from './required.js';

it('is the TensorFlow.js that a program imports, with all that it has', () => {
  const imported = tf as Readonly<Record<string, unknown>>;
  const names = Object.keys(imported).filter(
    (name) => !['default', 'module.exports'].includes(name),
  );
  expect(Object.keys(required).toSorted()).toEqual(names.toSorted());
  for (const name of names) {
    expect(required[name as keyof typeof required], name).toBe(imported[name]);
  }
  expect(bundled.Tensor).toBe(tf.Tensor);
});
