// Looks for NaN and infinities: their exponents are all ones.

/** Whether one is among the floats from 0 to `end`, a multiple of 16. */
export function hasNonFinite(end: usize): bool {
  const exponent = i32x4.splat(0x7f800000);
  const one = i32x4.splat(0x00800000);
  let signs = i32x4.splat(0);
  for (let at: usize = 0; at < end; at += 16) {
    // The sum has its sign bit set for exponents of all ones alone.
    signs = v128.or(signs, i32x4.add(v128.and(v128.load(at), exponent), one));
  }
  return i32x4.bitmask(signs) !== 0;
}
