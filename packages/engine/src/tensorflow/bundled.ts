// TensorFlow.js where a bundler, a browser or a runtime other than Node loads it.
export * from '@tensorflow/tfjs-core';
