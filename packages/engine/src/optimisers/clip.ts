/**
 * The factor that brings gradients of a norm down to `clipNorm`; 1 when they are
 * small enough. Pascanu, Mikolov & Bengio 2013, "On the difficulty of training
 * recurrent neural networks"; the 1e-6 is PyTorch's.
 */
export function clipScale(norm: number, clipNorm: number): number {
  return Math.min(1, clipNorm / (norm + 1e-6));
}
