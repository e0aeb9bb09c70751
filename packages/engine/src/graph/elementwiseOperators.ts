/** Operators that treat each element alike and broadcast all their inputs. */
export const BROADCASTING: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Mod', 'Max', 'Min', 'Where', 'And', 'Or', 'Xor'],
  ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'],
]);

/**
 * Operators that treat each element of their first input alike; further inputs are single numbers.
 */
export const UNARY: ReadonlySet<string> = new Set([
  ...['Abs', 'Neg', 'Sign', 'Relu', 'Ceil', 'Floor', 'Round', 'Exp', 'Log', 'Sqrt', 'Reciprocal'],
  ...[
    'Sigmoid',
    'HardSigmoid',
    'Tanh',
    'Erf',
    'Elu',
    'Selu',
    'LeakyRelu',
    'Softplus',
    'Clip',
    'Cast',
  ],
  ...['Not', 'IsNaN', 'IsInf', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan'],
  ...['Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh'],
]);
