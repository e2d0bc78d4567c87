// Every STRIDE-th pixel, with zero channels before and after: a shortcut without parameters.
//
//   y[b, p, q, c] = x[b, p STRIDE, q STRIDE, c - BEFORE]     0 where c - BEFORE is no channel of x
//
// Bindings: 0 x [B, IN_H, IN_W, C], 1 y [B, OUT_H, OUT_W, O]. CHANNELS is C, OUT_CHANNELS is O, BEFORE the zero channels
// ahead, all in elements; COUNT the elements of y.
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
  // A channel ahead of the first one wraps to a large number, so that one comparison finds both sides.
  let channel = index % OUT_CHANNELS - BEFORE;
  let pixel = index / OUT_CHANNELS;
  let image = pixel / (OUT_H * OUT_W);
  let h = (pixel / OUT_W) % OUT_H * STRIDE;
  let w = pixel % OUT_W * STRIDE;
  var value = Element();
  if (channel < CHANNELS) { value = read_x(((image * IN_H + h) * IN_W + w) * CHANNELS + channel); }
  write_y(index, value);
}
