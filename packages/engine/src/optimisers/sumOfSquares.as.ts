/**
 * Sum of the squares of `length` floats (a multiple of 8) at byte offset `values`,
 * added up in 64 bits.
 */
export function sumOfSquares(values: usize, length: i32): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = values + ((<usize>length) << 2);
  for (let i = values; i < end; i += 32) {
    const x0 = v128.load(i);
    const x1 = v128.load(i, 16);
    const low0 = f64x2.promote_low_f32x4(x0);
    const high0 = f64x2.promote_low_f32x4(v128.shuffle<f32>(x0, x0, 2, 3, 2, 3));
    const low1 = f64x2.promote_low_f32x4(x1);
    const high1 = f64x2.promote_low_f32x4(v128.shuffle<f32>(x1, x1, 2, 3, 2, 3));
    a = f64x2.add(a, f64x2.mul(low0, low0));
    b = f64x2.add(b, f64x2.mul(high0, high0));
    c = f64x2.add(c, f64x2.mul(low1, low1));
    d = f64x2.add(d, f64x2.mul(high1, high1));
  }
  const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
