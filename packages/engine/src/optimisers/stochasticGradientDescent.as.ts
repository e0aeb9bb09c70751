import { flushed } from './flushed.part.as';

/** `w -= stepSize * g`. `w` and `g` are byte offsets of `length` floats each. */
export function descend(
  w: usize,
  g: usize,
  length: i32,
  gradientScale: f32,
  stepSize: f32,
  weightDecay: f32,
): void {
  const scale = f32x4.splat(gradientScale);
  const step = f32x4.splat(stepSize);
  const decay = f32x4.splat(weightDecay);
  const end = (<usize>length) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const weight = v128.load(w + i);
    const gradient = f32x4.add(f32x4.mul(v128.load(g + i), scale), f32x4.mul(weight, decay));
    v128.store(w + i, f32x4.sub(weight, f32x4.mul(gradient, step)));
  }
}

/** With a velocity; `nesterov` is 1 to look one step ahead along it, 0 not to. */
export function descendWithMomentum(
  w: usize,
  g: usize,
  velocity: usize,
  length: i32,
  gradientScale: f32,
  stepSize: f32,
  weightDecay: f32,
  momentum: f32,
  nesterov: f32,
): void {
  const scale = f32x4.splat(gradientScale);
  const step = f32x4.splat(stepSize);
  const decay = f32x4.splat(weightDecay);
  const keep = f32x4.splat(momentum);
  const ahead = nesterov != 0;
  const end = (<usize>length) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const weight = v128.load(w + i);
    const gradient = f32x4.add(f32x4.mul(v128.load(g + i), scale), f32x4.mul(weight, decay));
    const speed = flushed(f32x4.add(f32x4.mul(v128.load(velocity + i), keep), gradient));
    v128.store(velocity + i, speed);
    const direction = ahead ? f32x4.add(gradient, f32x4.mul(speed, keep)) : speed;
    v128.store(w + i, f32x4.sub(weight, f32x4.mul(direction, step)));
  }
}
