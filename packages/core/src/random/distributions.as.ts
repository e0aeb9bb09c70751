// Turns random words, in place, into numbers of a distribution. Only operations that
// IEEE 754 rounds correctly are used, so every engine gives the same bits.

/** A place in memory that no numbers are written to. */
const SCRATCH: usize = 0xe000;

/**
 * A constant that comes out of memory, so that compilers do not know it: V8 makes a vector that is
 * known anew at each use, which costs more than to keep it.
 */
function kept(value: f32): v128 {
  store<f32>(SCRATCH, value);
  return v128.load32_splat(SCRATCH);
}

function keptBits(bits: u32): v128 {
  store<u32>(SCRATCH, bits);
  return v128.load32_splat(SCRATCH);
}

/** 24 bits of each word as a float in [0, 1). */
export function uniform(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += 16) {
    v128.store(at, unit(v128.load(at)));
  }
}

/** 1 where the uniform number is below `probability`, otherwise 0. */
export function bernoulli(begin: usize, end: usize, probability: f32): void {
  const bound = f32x4.splat(probability * 16777216.0);
  const one = f32x4.splat(1);
  for (let at = begin; at < end; at += 32) {
    const first = f32x4.convert_i32x4_s(i32x4.shr_u(v128.load(at), 8));
    const second = f32x4.convert_i32x4_s(i32x4.shr_u(v128.load(at, 16), 8));
    v128.store(at, v128.and(f32x4.lt(first, bound), one));
    v128.store(at, v128.and(f32x4.lt(second, bound), one), 16);
  }
}

/** `-log(-log u)`, where u is the highest 23 bits of the word and a half, as a share of 2^23. */
export function gumbel(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += 16) {
    const bits = f32x4.convert_i32x4_s(i32x4.shr_u(v128.load(at), 9));
    const share = f32x4.mul(f32x4.add(bits, f32x4.splat(0.5)), f32x4.splat(1.0 / 8388608.0));
    v128.store(at, f32x4.neg(logarithm(f32x4.neg(logarithm(share)))));
  }
}

/** The natural logarithm of positive numbers that are not subnormal; see {@link radii}. */
function logarithm(x: v128): v128 {
  const one = f32x4.splat(1);
  const rootOfHalf = i32x4.splat(0x3f3504f3);
  const bits = i32x4.sub(x, rootOfHalf);
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), rootOfHalf);
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const s = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const square = f32x4.mul(s, s);
  let rest = f32x4.add(f32x4.mul(f32x4.splat(0.298717282166), square), f32x4.splat(0.3997754156));
  rest = f32x4.add(f32x4.mul(rest, square), f32x4.splat(0.666667763817));
  const artanh = f32x4.add(f32x4.add(s, s), f32x4.mul(f32x4.mul(square, s), rest));
  return f32x4.add(f32x4.mul(exponent, f32x4.splat(0.6931471805599453)), artanh);
}

/**
 * Box and Muller's transform of the words of each block: 0 and 2 give radii, 1 and 3
 * angles, and the pairs (cosine, sine) take the places of (0, 1) and (2, 3).
 *
 * In two passes, whose chains of operations are short enough for processors to work
 * on several turns of the loop at once.
 */
export function normal(begin: usize, end: usize): void {
  radii(begin, end);
  pairs(begin, end);
}

/** Turns words 0 and 2 into radii. */
function radii(begin: usize, end: usize): void {
  const one = kept(1);
  const half = kept(0.5);
  const minusTwo = kept(-2);
  const log2 = kept(0.6931471805599453);
  const rootOfHalf = keptBits(0x3f3504f3);
  const mantissaBits = keptBits(0x007fffff);
  const bias = keptBits(31);
  const third = kept(0.666667763817);
  const fifth = kept(0.3997754156);
  const seventh = kept(0.298717282166);

  for (let at = begin; at < end; at += 32) {
    // The logarithm of (n + 1/2) / 2^31, where n is the highest 31 bits of the word; zero or
    // less, and -22.2 at the least, which bounds the normal numbers by 6.66. With x = 2^e m
    // and sqrt(1/2) <= m < sqrt(2): log x = e log 2 + 2 artanh((m - 1) / (m + 1)); the
    // polynomial's relative error is below 1e-9, so that float32 rounding is all there is.
    const x = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(v128.load(at), 1)), half);
    const bits = i32x4.sub(x, rootOfHalf);
    const mantissa = i32x4.add(v128.and(bits, mantissaBits), rootOfHalf);
    const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(bits, 23), bias));
    const s = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
    const square = f32x4.mul(s, s);
    let rest = f32x4.add(f32x4.mul(seventh, square), fifth);
    rest = f32x4.add(f32x4.mul(rest, square), third);
    const artanh = f32x4.add(f32x4.add(s, s), f32x4.mul(f32x4.mul(square, s), rest));
    const logarithm = f32x4.add(f32x4.mul(exponent, log2), artanh);
    v128.store(at, f32x4.sqrt(f32x4.mul(minusTwo, logarithm)));
  }
}

/** Turns radii and words 1 and 3 into pairs of normal numbers. */
function pairs(begin: usize, end: usize): void {
  const one = kept(1);
  const shareOfCircle = kept(1.0 / 4294967296.0);
  const sine1 = kept(1.570796321708);
  const sine3 = kept(-0.645963460234);
  const sine5 = kept(0.079680032772);
  const sine7 = kept(-0.004601657887);
  const cosine2 = kept(-1.233697953968);
  const cosine4 = kept(0.253606361877);
  const cosine6 = kept(-0.020426250156);
  const high = keptBits(0x80000000);

  for (let at = begin; at < end; at += 32) {
    const radius = v128.load(at);
    const angle = v128.load(at, 16);

    // The two highest bits choose the quadrant, the others a place in it: -1/2 to 1/2
    // right angles around its middle, where the polynomials need no more terms
    // (relative errors below 4e-9, 4e-8).
    const place = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(angle, 2)), shareOfCircle);
    const square = f32x4.mul(place, place);
    let sine = f32x4.add(f32x4.mul(sine7, square), sine5);
    sine = f32x4.add(f32x4.mul(sine, square), sine3);
    sine = f32x4.add(f32x4.mul(sine, square), sine1);
    sine = f32x4.mul(sine, place);
    let cosine = f32x4.add(f32x4.mul(cosine6, square), cosine4);
    cosine = f32x4.add(f32x4.mul(cosine, square), cosine2);
    cosine = f32x4.add(f32x4.mul(cosine, square), one);

    // Quadrants 0 to 3: (c, s), (-s, c), (-c, -s), (s, -c).
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
