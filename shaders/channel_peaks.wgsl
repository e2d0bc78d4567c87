// Where each channel of each picture is largest, and how much of it is above zero.
//
//   peaks[b, c] = (largest x[b, pixel, c], the first pixel where it is, share of the pixels with x[b, pixel, c] > 0)
//
// The pixel as f32, which is exact: a map has fewer than 2^24.
//
// Bindings: 0 x [B, PIXELS, CHANNELS], 1 peaks [B, CHANNELS, 3]; COUNT is B CHANNELS. No barrier: neighbouring
// invocations read neighbouring channels.
// Dispatch: an invocation a channel of a picture.

//# include grid

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> peaks: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let first = index / CHANNELS * PIXELS * CHANNELS + index % CHANNELS;
  var largest = x[first];
  var place = 0u;
  var above = 0u;
  for (var pixel = 0u; pixel < PIXELS; pixel++) {
    let value = x[first + pixel * CHANNELS];
    if (value > largest) {
      largest = value;
      place = pixel;
    }
    above += u32(value > 0.0);
  }
  peaks[index * 3u] = largest;
  peaks[index * 3u + 1u] = f32(place);
  peaks[index * 3u + 2u] = f32(above) / f32(PIXELS);
}
