// Turns bytes into numbers. The product is made in 64 bits and rounded once, as JavaScript does it.

/** `count` bytes, a multiple of 16, at `source`, each times `scale`, as floats at `target`. */
export function scaled(source: usize, target: usize, count: i32, scale: f64): void {
  const factor = f64x2.splat(scale);
  const end = source + <usize>count;
  for (let at = source; at < end; at += 16, target += 64) {
    const bytes = v128.load(at);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    v128.store(target, product(i32x4.extend_low_i16x8_u(low), factor));
    v128.store(target, product(i32x4.extend_high_i16x8_u(low), factor), 16);
    v128.store(target, product(i32x4.extend_low_i16x8_u(high), factor), 32);
    v128.store(target, product(i32x4.extend_high_i16x8_u(high), factor), 48);
  }
}

@inline
function product(integers: v128, factor: v128): v128 {
  const first = f64x2.mul(f64x2.convert_low_i32x4_s(integers), factor);
  const upper = v128.shuffle<i32>(integers, integers, 2, 3, 2, 3);
  const second = f64x2.mul(f64x2.convert_low_i32x4_s(upper), factor);
  return v128.shuffle<i32>(
    f32x4.demote_f64x2_zero(first),
    f32x4.demote_f64x2_zero(second),
    0,
    1,
    4,
    5,
  );
}
