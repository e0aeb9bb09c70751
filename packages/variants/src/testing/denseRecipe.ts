/** Another value of each option of layers that the dense recipes share. */
export const otherLayerOptions = {
  latentDim: 4,
  hidden: [5],
  activation: 'tanh',
  initialiser: 'heUniform',
  scaling: 'minMax',
  seed: 1,
} as const;

/** Another value of each option that the dense recipes share. */
export const otherDenseOptions = { ...otherLayerOptions, likelihood: 'gaussian' } as const;
