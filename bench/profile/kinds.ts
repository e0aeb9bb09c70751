/** What an operator does, as far as time goes. */
export type Kind = 'products' | 'elementwise' | 'sums' | 'moves';

const products = new Set(['Gemm', 'FusedGemm', 'MatMul', 'FusedMatMul', 'Einsum', 'LSTM', 'GRU']);
const moves = new Set([
  ...['Gather', 'Concat', 'Split', 'Slice', 'Pad', 'Expand', 'Tile', 'Transpose', 'Reshape'],
  ...['Squeeze', 'Unsqueeze', 'Identity', 'SequenceEmpty'],
]);

/** The kind of an operator of ONNX. */
export function kindOf(operator: string): Kind {
  if (products.has(operator)) return 'products';
  if (operator.startsWith('Reduce')) return 'sums';
  return moves.has(operator) ? 'moves' : 'elementwise';
}
