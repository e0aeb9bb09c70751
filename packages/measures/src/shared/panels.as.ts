// Kernels over panels: the numbers of eight columns, row after row, one panel after the other. The
// number (row, column) of a matrix with R rows is at 8 R floor(column / 8) + 8 row + column mod 8.

const PANEL: u32 = 8;

/**
 * Adds the products of all columns of a matrix A, A' A, to `products`, a matrix of
 * float64 as wide as A. Only panels on and above the diagonal are written. Sums over
 * the rows are made in float32: give few rows at a time.
 */
export function addProducts(panels: usize, rows: u32, columns: u32, products: usize): void {
  const panelBytes: usize = 4 * PANEL * rows;
  for (let i: u32 = 0; i < columns; i += 4) {
    const left = panels + (i / PANEL) * panelBytes + 4 * (i % PANEL);
    for (let j: u32 = i & ~(PANEL - 1); j < columns; j += PANEL) {
      let at = left;
      let right = panels + (j / PANEL) * panelBytes;
      const end = right + panelBytes;
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let b0 = a0;
      let b1 = a0;
      let c0 = a0;
      let c1 = a0;
      let d0 = a0;
      let d1 = a0;
      while (right < end) {
        const first = v128.load(right);
        const second = v128.load(right, 16);
        let factor = v128.load32_splat(at);
        a0 = f32x4.add(a0, f32x4.mul(factor, first));
        a1 = f32x4.add(a1, f32x4.mul(factor, second));
        factor = v128.load32_splat(at, 4);
        b0 = f32x4.add(b0, f32x4.mul(factor, first));
        b1 = f32x4.add(b1, f32x4.mul(factor, second));
        factor = v128.load32_splat(at, 8);
        c0 = f32x4.add(c0, f32x4.mul(factor, first));
        c1 = f32x4.add(c1, f32x4.mul(factor, second));
        factor = v128.load32_splat(at, 12);
        d0 = f32x4.add(d0, f32x4.mul(factor, first));
        d1 = f32x4.add(d1, f32x4.mul(factor, second));
        at += 4 * PANEL;
        right += 4 * PANEL;
      }
      let target = products + 8 * (<usize>i * columns + j);
      addRow(target, a0, a1);
      target += 8 * columns;
      addRow(target, b0, b1);
      target += 8 * columns;
      addRow(target, c0, c1);
      target += 8 * columns;
      addRow(target, d0, d1);
    }
  }
}

function addRow(target: usize, first: v128, second: v128): void {
  addPair(target, f64x2.promote_low_f32x4(first));
  addPair(target + 16, f64x2.promote_low_f32x4(v128.shuffle<i64>(first, first, 1, 1)));
  addPair(target + 32, f64x2.promote_low_f32x4(second));
  addPair(target + 48, f64x2.promote_low_f32x4(v128.shuffle<i64>(second, second, 1, 1)));
}

function addPair(target: usize, pair: v128): void {
  v128.store(target, f64x2.add(v128.load(target), pair));
}

/**
 * Squared Euclidean distances of four points to many. `queries` has the four points one after the
 * other; `panels` has a column for each of the many and a row for each coordinate. The four rows of
 * `distances` have `columns` float32 each.
 */
export function squaredDistances(
  queries: usize,
  panels: usize,
  coordinates: u32,
  columns: u32,
  distances: usize,
): void {
  const point: usize = 4 * coordinates;
  const row: usize = 4 * columns;
  let right = panels;
  for (let target = distances; target < distances + row; target += 4 * PANEL) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    for (let at = queries; at < queries + point; at += 4) {
      const first = v128.load(right);
      const second = v128.load(right, 16);
      let coordinate = v128.load32_splat(at);
      a0 = addSquare(a0, f32x4.sub(coordinate, first));
      a1 = addSquare(a1, f32x4.sub(coordinate, second));
      coordinate = v128.load32_splat(at + point);
      b0 = addSquare(b0, f32x4.sub(coordinate, first));
      b1 = addSquare(b1, f32x4.sub(coordinate, second));
      coordinate = v128.load32_splat(at + 2 * point);
      c0 = addSquare(c0, f32x4.sub(coordinate, first));
      c1 = addSquare(c1, f32x4.sub(coordinate, second));
      coordinate = v128.load32_splat(at + 3 * point);
      d0 = addSquare(d0, f32x4.sub(coordinate, first));
      d1 = addSquare(d1, f32x4.sub(coordinate, second));
      right += 4 * PANEL;
    }
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target + row, b0);
    v128.store(target + row, b1, 16);
    v128.store(target + 2 * row, c0);
    v128.store(target + 2 * row, c1, 16);
    v128.store(target + 3 * row, d0);
    v128.store(target + 3 * row, d1, 16);
  }
}

function addSquare(sum: v128, difference: v128): v128 {
  return f32x4.add(sum, f32x4.mul(difference, difference));
}

/** Address of the first float from `begin` on that is below `bound`; `end` if there is none. */
export function findBelow(begin: usize, end: usize, bound: f32): usize {
  const bounds = f32x4.splat(bound);
  let at = begin;
  while (at + 16 <= end && !v128.any_true(f32x4.lt(v128.load(at), bounds))) at += 16;
  while (at < end && !(load<f32>(at) < bound)) at += 4;
  return at;
}
