// What the values of each channel are like.
//
//   statistics[c] = (min, max, mean, variance, share above zero) over pixels of x[pixel, c]
//
// The variance is the mean square of what is left once the mean is taken off: two passes, so that large values of little
// spread lose nothing.
//
// Bindings: 0 x [PIXELS, CHANNELS], 1 statistics [CHANNELS, 5]. No barrier: neighbouring invocations read neighbouring
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
  for (var pixel = 0u; pixel < PIXELS; pixel++) {
    let distance = x[pixel * CHANNELS + channel] - mean;
    squares += distance * distance;
  }
  let first = channel * 5u;
  statistics[first] = low;
  statistics[first + 1u] = high;
  statistics[first + 2u] = mean;
  statistics[first + 3u] = squares / f32(PIXELS);
  statistics[first + 4u] = f32(above) / f32(PIXELS);
}
