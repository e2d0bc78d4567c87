// Smallest and largest value of each channel, and of them all.
//
//   PER_CHANNEL:  ranges[c] = (min, max) over pixels of x[pixel, c]        x [PIXELS, CHANNELS]
//   otherwise:    ranges[0] = (min, max) over channels of x[c]             x [CHANNELS, 2], ranges of channels
//
// Bindings: 0 x, 1 ranges. No barrier: neighbouring invocations read neighbouring channels.
// Dispatch: PER_CHANNEL one invocation a channel, in workgroups of 64; otherwise a single workgroup, whose first
// invocation does the work.

@group(0) @binding(1) var<storage, read_write> ranges: array<vec2f>;

//# if PER_CHANNEL
@group(0) @binding(0) var<storage, read> x: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let channel = id.x;
  if (channel >= CHANNELS) { return; }
  var low = x[channel];
  var high = low;
  for (var pixel = 1u; pixel < PIXELS; pixel++) {
    let value = x[pixel * CHANNELS + channel];
    low = min(low, value);
    high = max(high, value);
  }
  ranges[channel] = vec2f(low, high);
}
//# else
@group(0) @binding(0) var<storage, read> x: array<vec2f>;

@compute @workgroup_size(1)
fn main() {
  var range = x[0];
  for (var channel = 1u; channel < CHANNELS; channel++) {
    range = vec2f(min(range.x, x[channel].x), max(range.y, x[channel].y));
  }
  ranges[0] = range;
}
//# end
