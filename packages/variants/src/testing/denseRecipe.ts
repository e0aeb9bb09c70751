/** Another value of each option that the dense recipes share. */
export const otherDenseOptions = {
  latentDim: 4,
  hidden: [5],
  activation: 'tanh',
  likelihood: 'gaussian',
  initialiser: 'heUniform',
  scaling: 'minMax',
  seed: 1,
} as const;
