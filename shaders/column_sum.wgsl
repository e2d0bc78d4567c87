// Sums of columns over slices of rows, each in the order of its rows. With one slice it is the whole sum; with more, a
// second run over the slices ends it.
//
//   y[s, k] = sum over rows n of slice s of x[n, k]        slice s has rows s SLICE_ROWS … (s + 1) SLICE_ROWS - 1
//
// Bindings: 0 x [ROWS, K], 1 y [slices, K]. CHANNELS is K in elements; COUNT the elements of y.
// Dispatch: an invocation an element of y.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> x: array<Element>;
@group(0) @binding(1) var<storage, read_write> y: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let column = index % CHANNELS;
  let first = index / CHANNELS * SLICE_ROWS;
  var total = Element();
  for (var row = first; row < min(first + SLICE_ROWS, ROWS); row++) {
    total += x[row * CHANNELS + column];
  }
  y[index] = total;
}
