import { flushed } from './flushed.part.as';

/**
 * Adam and AdamW. `w`, `g`, `m`, `v` are byte offsets of `length` floats each.
 * The complements come as arguments: `1 - 0.999` computed in 32 bits is off by 5e-5.
 *
 * The arithmetic bounds this pass, not the memory: without decay, as it mostly is, it
 * has a sixth less of it, and without clipping a little less again.
 */
export function update(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  length: i32,
  gradientScale: f32,
  stepSize: f32,
  rootScale: f32,
  complement1: f32,
  beta2: f32,
  complement2: f32,
  epsilon: f32,
  weightDecay: f32,
  shrinkage: f32,
): void {
  if (weightDecay != 0 || shrinkage != 1) {
    run(w, g, m, v, length, true, true, gradientScale, stepSize, rootScale, complement1, beta2, complement2, epsilon, weightDecay, shrinkage);
  } else if (gradientScale != 1) {
    run(w, g, m, v, length, true, false, gradientScale, stepSize, rootScale, complement1, beta2, complement2, epsilon, weightDecay, shrinkage);
  } else {
    run(w, g, m, v, length, false, false, gradientScale, stepSize, rootScale, complement1, beta2, complement2, epsilon, weightDecay, shrinkage);
  }
}

// @ts-ignore: a decorator of AssemblyScript; constant arguments then remove the branches
@inline
function run(
  w: usize, g: usize, m: usize, v: usize, length: i32, scaled: bool, decayed: bool,
  gradientScale: f32, stepSize: f32, rootScale: f32, complement1: f32, beta2: f32, complement2: f32, epsilon: f32, weightDecay: f32, shrinkage: f32,
): void {
  const scale = f32x4.splat(gradientScale);
  const step = f32x4.splat(stepSize);
  const root = f32x4.splat(rootScale);
  const c1 = f32x4.splat(complement1);
  const b2 = f32x4.splat(beta2);
  const c2 = f32x4.splat(complement2);
  const eps = f32x4.splat(epsilon);
  const decay = f32x4.splat(weightDecay);
  const shrink = f32x4.splat(shrinkage);
  const end = (<usize>length) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    let weight = v128.load(w + i);
    let gradient = v128.load(g + i);
    if (scaled) gradient = f32x4.mul(gradient, scale);
    if (decayed) {
      gradient = f32x4.add(gradient, f32x4.mul(weight, decay));
      weight = f32x4.mul(weight, shrink);
    }
    const change = moments(m + i, v + i, gradient, step, root, c1, b2, c2, eps);
    v128.store(w + i, f32x4.sub(weight, change));
  }
}

/** Moves the moments at `m` and `v` on, and gives what is to be taken from the weights. */
@inline
function moments(
  m: usize,
  v: usize,
  gradient: v128,
  step: v128,
  root: v128,
  c1: v128,
  b2: v128,
  c2: v128,
  eps: v128,
): v128 {
  const before = v128.load(m);
  const first = flushed(f32x4.add(before, f32x4.mul(f32x4.sub(gradient, before), c1)));
  const second = flushed(
    f32x4.add(f32x4.mul(v128.load(v), b2), f32x4.mul(f32x4.mul(gradient, gradient), c2)),
  );
  v128.store(m, first);
  v128.store(v, second);
  const denominator = f32x4.add(f32x4.mul(f32x4.sqrt(second), root), eps);
  return f32x4.div(f32x4.mul(first, step), denominator);
}
