import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { requireSameSize, toVectors, type Vectors } from '../shared/vectors.js';

/**
 * Angles between two subspaces in radians, from 0 to pi/2, the largest first: as many
 * as the smaller one has dimensions. All are 0 if it lies within the larger one.
 * Accurate for small and large angles (Björck and Golub, "Numerical methods for
 * computing angles between linear subspaces", 1973; Knyazev and Argentati, 2002);
 * SciPy's `subspace_angles` of the transposed matrices.
 *
 * @param a - Vectors that span the first subspace, `[vectors, size]`, linearly independent, such as
 * `components` of principal components, or the columns of a kernel as rows.
 * @param b - Vectors that span the second one.
 * @throws RangeError if the sizes differ, or there are more vectors than their size allows.
 */
export function principalAngles(a: Vectors, b: Vectors): Float64Array {
  const [first, second] = [toVectors(a, 'the first vectors'), toVectors(b, 'the second vectors')];
  requireSameSize(first, second);
  const bases = [first, second].map(({ name, values, scale, length, size }) => {
    if (length > size) {
      throw new RangeError(`${name}: ${length} vectors of ${size} values cannot be independent`);
    }
    const rows = Matrix.from1DArray(
      length,
      size,
      Float64Array.from(values, (v) => v * scale),
    );
    return new QrDecomposition(rows.transpose()).orthogonalMatrix;
  });
  const [wide, narrow] = bases.sort((p, q) => q.columns - p.columns);
  const products = wide.transpose().mmul(narrow);
  const cosines = singularValues(products);
  const sines = singularValues(Matrix.sub(narrow, wide.mmul(products)));
  const count = narrow.columns;
  // The arc cosine loses the digits of small angles, the arc sine those of large ones.
  return Float64Array.from({ length: count }, (_, i) => {
    const [sine, cosine] = [Math.min(sines[i], 1), Math.min(cosines[count - 1 - i], 1)];
    return sine ** 2 < 0.5 ? Math.asin(sine) : Math.acos(cosine);
  });
}

/** Descending. */
function singularValues(matrix: Matrix): number[] {
  const options = { computeLeftSingularVectors: false, computeRightSingularVectors: false };
  return new SingularValueDecomposition(matrix, { ...options, autoTranspose: true }).diagonal;
}
