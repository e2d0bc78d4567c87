// The mean of each channel over all pixels of an image, summed in the order of the pixels.
//
//   y[b, c] = sum over pixels of x[b, pixel, c] / PIXELS
//
// Bindings: 0 x [B, PIXELS, C], 1 y [B, C]. CHANNELS is C in elements; COUNT the elements of y.
// Dispatch: an invocation an element of y.

//# include grid
//# include element

//# stored
@group(0) @binding(0) var<storage, read> x: array<Element>;
//# stored
@group(0) @binding(1) var<storage, read_write> y: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let first = index / CHANNELS * PIXELS * CHANNELS + index % CHANNELS;
  var total = Element();
  for (var pixel = 0u; pixel < PIXELS; pixel++) {
    total += read_x(first + pixel * CHANNELS);
  }
  write_y(index, total / f32(PIXELS));
}
