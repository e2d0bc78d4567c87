// What the values of each channel are like.
//
//   statistics[c] = (min, max, mean, variance, share above zero, selectivity) over the N pixels of x[pixel, c]
//   selectivity = (1 - (sum r)^2 / (N sum r^2)) / (1 - 1 / N), r = max(x, 0): 0 where all are alike, 1 for a single pixel
//
// The selectivity is the sparseness of Vinje & Gallant 2000, over places in the stead of stimuli; a channel that is never
// above zero, or has one pixel alone, has none.
//
// The variance is the mean square of what is left once the mean is taken off: two passes, so that large values of little
// spread lose nothing.
//
// Bindings: 0 x [PIXELS, CHANNELS], 1 statistics [CHANNELS, 6]. No barrier: neighbouring invocations read neighbouring
// channels.
// Dispatch: an invocation a channel.

//# include grid

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> statistics: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let channel = linear_index(id, groups);
  if (channel >= CHANNELS) { return; }
  var low = x[channel];
  var high = low;
  var total = 0.0;
  var above = 0u;
  for (var pixel = 0u; pixel < PIXELS; pixel++) {
    let value = x[pixel * CHANNELS + channel];
    low = min(low, value);
    high = max(high, value);
    total += value;
    above += u32(value > 0.0);
  }
  let mean = total / f32(PIXELS);
  var squares = 0.0;
  var passed = 0.0;
  var passed_squares = 0.0;
  for (var pixel = 0u; pixel < PIXELS; pixel++) {
    let value = x[pixel * CHANNELS + channel];
    let distance = value - mean;
    squares += distance * distance;
    let positive = max(value, 0.0);
    passed += positive;
    passed_squares += positive * positive;
  }
  let first = channel * 6u;
  statistics[first] = low;
  statistics[first + 1u] = high;
  statistics[first + 2u] = mean;
  statistics[first + 3u] = squares / f32(PIXELS);
  statistics[first + 4u] = f32(above) / f32(PIXELS);
  statistics[first + 5u] = selectivity(passed, passed_squares);
}

fn selectivity(sum: f32, squares: f32) -> f32 {
  if (squares == 0.0 || PIXELS == 1u) { return 0.0; }
  let alike = sum / f32(PIXELS) * (sum / squares);
  return clamp((1.0 - alike) / (1.0 - 1.0 / f32(PIXELS)), 0.0, 1.0);
}
