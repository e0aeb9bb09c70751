import {
  filterGradient,
  forward,
  fused,
  inputGradient,
  type Convolution,
} from './convolutionKernels.js';
import { convolutionInColumns } from './convolutionInColumns.js';
import { convolutionInRows } from './convolutionInRows.js';

/**
 * From this number of images on, convolutions are computed in columns. They are faster from 8 on,
 * but exports are traced with 11 and 13 images and need rows, which do not depend on the number.
 */
const MANY = 16;

const fewOrMany = (batch: number) => (batch < MANY ? convolutionInRows : convolutionInColumns);

const convolution: Convolution = {
  forward: (graph, x, filter, attributes) =>
    fewOrMany(x.shape[0]).forward(graph, x, filter, attributes),
  inputGradient: (graph, dy, filter, shape, attributes) =>
    fewOrMany(shape[0]).inputGradient(graph, dy, filter, shape, attributes),
  filterGradient: (graph, x, dy, shape, attributes) =>
    fewOrMany(x.shape[0]).filterGradient(graph, x, dy, shape, attributes),
};

/** Convolutions as products of gathered patches, and their gradients. */
export const convolutions = [
  forward('Conv2D', convolution.forward),
  inputGradient('Conv2DBackpropInput', convolution.inputGradient),
  filterGradient('Conv2DBackpropFilter', convolution.filterGradient),
  fused('FusedConv2D', convolution.forward),
  forward('Conv3D', convolution.forward),
  inputGradient('Conv3DBackpropInputV2', convolution.inputGradient),
  filterGradient('Conv3DBackpropFilterV2', convolution.filterGradient),
];
