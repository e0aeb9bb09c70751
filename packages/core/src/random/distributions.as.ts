// Turns random words, in place, into numbers of a distribution. Only operations that IEEE 754 rounds
// correctly are used, so every engine gives the same bits.

/** 24 bits of each word as a float in [0, 1). */
export function uniform(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += 16) {
    v128.store(at, unit(v128.load(at)));
  }
}

/** 1 where the uniform number is below `probability`, otherwise 0. */
export function bernoulli(begin: usize, end: usize, probability: f32): void {
  const bound = f32x4.splat(probability);
  const one = f32x4.splat(1);
  for (let at = begin; at < end; at += 16) {
    v128.store(at, v128.and(f32x4.lt(unit(v128.load(at)), bound), one));
  }
}

/**
 * Box and Muller's transform of the words of each block: 0 and 2 give radii, 1 and 3 angles, and the
 * pairs (cosine, sine) take the places of (0, 1) and (2, 3).
 */
export function normal(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += 32) {
    const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), logarithm(v128.load(at))));
    const angle = v128.load(at, 16);

    // The two highest bits choose the quadrant, the others a place in it: -1/2 to 1/2 right angles
    // around its middle, where the polynomials need no more terms (relative errors below 4e-9, 4e-8).
    const place = f32x4.mul(
      f32x4.convert_i32x4_s(i32x4.shl(angle, 2)),
      f32x4.splat(1.0 / 4294967296.0),
    );
    const square = f32x4.mul(place, place);
    let sine = f32x4.splat(-0.004601657887);
    sine = f32x4.add(f32x4.mul(sine, square), f32x4.splat(0.079680032772));
    sine = f32x4.add(f32x4.mul(sine, square), f32x4.splat(-0.645963460234));
    sine = f32x4.add(f32x4.mul(sine, square), f32x4.splat(1.570796321708));
    sine = f32x4.mul(sine, place);
    let cosine = f32x4.splat(-0.020426250156);
    cosine = f32x4.add(f32x4.mul(cosine, square), f32x4.splat(0.253606361877));
    cosine = f32x4.add(f32x4.mul(cosine, square), f32x4.splat(-1.233697953968));
    cosine = f32x4.add(f32x4.mul(cosine, square), f32x4.splat(1));

    // Quadrants 0 to 3: (c, s), (-s, c), (-c, -s), (s, -c).
    const high = i32x4.splat(0x80000000);
    const shifted = i32x4.shl(angle, 1);
    const odd = i32x4.shr_s(shifted, 31);
    const first = v128.bitselect(sine, cosine, odd);
    const second = v128.bitselect(cosine, sine, odd);
    const firstSign = v128.and(v128.xor(angle, shifted), high);
    const secondSign = v128.and(angle, high);
    v128.store(at, f32x4.mul(radius, v128.xor(first, firstSign)));
    v128.store(at, f32x4.mul(radius, v128.xor(second, secondSign)), 16);
  }
}

function unit(word: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word, 8)), f32x4.splat(1.0 / 16777216.0));
}

/**
 * Natural logarithm of (n + 1/2) / 2^31, where n is the highest 31 bits of a word; zero or less, and
 * -22.2 at the least, which bounds the normal numbers by 6.66.
 *
 * With x = 2^e m and sqrt(1/2) <= m < sqrt(2): log x = e log 2 + 2 artanh((m - 1) / (m + 1)); the
 * polynomial's relative error is below 1e-9, so that float32 rounding is all there is.
 */
function logarithm(word: v128): v128 {
  const x = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(word, 1)), f32x4.splat(0.5));
  const rootOfHalf = i32x4.splat(0x3f3504f3);
  const bits = i32x4.sub(x, rootOfHalf);
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), rootOfHalf);
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(bits, 23), i32x4.splat(31)));
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const square = f32x4.mul(s, s);
  let rest = f32x4.splat(0.298717282166);
  rest = f32x4.add(f32x4.mul(rest, square), f32x4.splat(0.3997754156));
  rest = f32x4.add(f32x4.mul(rest, square), f32x4.splat(0.666667763817));
  const twice = f32x4.add(s, s);
  const artanh = f32x4.add(twice, f32x4.mul(f32x4.mul(square, s), rest));
  return f32x4.add(f32x4.mul(exponent, f32x4.splat(0.6931471805599453)), artanh);
}
