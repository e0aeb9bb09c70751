import {
  filterGradient,
  forward,
  fused,
  inputGradient,
  type Convolution,
} from './convolutionKernels.js';
import { convolutionInColumns } from './convolutionInColumns.js';
import { convolutionInRows } from './convolutionInRows.js';
import { convolve, convolveTransposed } from './convolutionWhole.js';

/**
 * From this number of images on, convolutions are computed in columns. They are faster from 8 on,
 * but rows do not depend on the number of images. An exported function that takes a gradient needs
 * them, since it is traced with 11 and 13.
 */
const MANY = 16;

const fewOrMany = (batch: number) => (batch < MANY ? convolutionInRows : convolutionInColumns);

const inPatches: Convolution = {
  forward: (graph, x, filter, attributes) =>
    fewOrMany(x.shape[0]).forward(graph, x, filter, attributes),
  inputGradient: (graph, dy, filter, shape, attributes) =>
    fewOrMany(shape[0]).inputGradient(graph, dy, filter, shape, attributes),
  filterGradient: (graph, x, dy, shape, attributes) =>
    fewOrMany(x.shape[0]).filterGradient(graph, x, dy, shape, attributes),
};

const ofInput = { patches: inPatches.forward, whole: convolve };
const ofOutput = { patches: inPatches.inputGradient, whole: convolveTransposed };

/**
 * Convolutions and their gradients as products of gathered patches, or where no gradient is taken
 * as ONNX's own.
 */
export const convolutions = [
  forward('Conv2D', ofInput),
  inputGradient('Conv2DBackpropInput', ofOutput),
  filterGradient('Conv2DBackpropFilter', inPatches.filterGradient),
  fused('FusedConv2D', ofInput),
  forward('Conv3D', ofInput),
  inputGradient('Conv3DBackpropInputV2', ofOutput),
  filterGradient('Conv3DBackpropFilterV2', inPatches.filterGradient),
];
