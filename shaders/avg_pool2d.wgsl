// Average pooling; a window that reaches over the far edge is the mean of what it has inside.
//
//   y[b, p, q, c] = mean of x[b, h, w, c] over h in p STRIDE … p STRIDE + KERNEL - 1, w in q STRIDE … , inside of x
//
// Bindings: 0 x [B, IN_H, IN_W, C], 1 y [B, OUT_H, OUT_W, C]. CHANNELS is C in elements; COUNT the elements of y.
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
  let channel = index % CHANNELS;
  let pixel = index / CHANNELS;
  let image = pixel / (OUT_H * OUT_W);
  let first = vec2u((pixel / OUT_W) % OUT_H, pixel % OUT_W) * STRIDE;
  let end = min(first + KERNEL, vec2u(IN_H, IN_W));

  var total = Element();
  for (var h = first.x; h < end.x; h++) {
    for (var w = first.y; w < end.y; w++) {
      total += read_x(((image * IN_H + h) * IN_W + w) * CHANNELS + channel);
    }
  }
  let size = end - first;
  write_y(index, total / f32(size.x * size.y));
}
