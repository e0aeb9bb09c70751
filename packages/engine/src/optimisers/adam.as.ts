/**
 * Adam and AdamW. `w`, `g`, `m`, `v` are byte offsets of `length` floats each.
 * The complements come as arguments: `1 - 0.999` computed in 32 bits is off by 5e-5.
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
    const weight = v128.load(w + i);
    const gradient = f32x4.add(f32x4.mul(v128.load(g + i), scale), f32x4.mul(weight, decay));
    const before = v128.load(m + i);
    const first = f32x4.add(before, f32x4.mul(f32x4.sub(gradient, before), c1));
    const second = f32x4.add(
      f32x4.mul(v128.load(v + i), b2),
      f32x4.mul(f32x4.mul(gradient, gradient), c2),
    );
    v128.store(m + i, first);
    v128.store(v + i, second);
    const denominator = f32x4.add(f32x4.mul(f32x4.sqrt(second), root), eps);
    v128.store(
      w + i,
      f32x4.sub(f32x4.mul(weight, shrink), f32x4.div(f32x4.mul(first, step), denominator)),
    );
  }
}
