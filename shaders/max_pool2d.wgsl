// Max pooling; what lies outside of x is minus infinity, so it never wins.
//
//   y[b, p, q, c] = max over kh, kw < KERNEL of x[b, p STRIDE - PADDING + kh, q STRIDE - PADDING + kw, c]
//
// Bindings: 0 x [B, IN_H, IN_W, C], 1 y [B, OUT_H, OUT_W, C]. CHANNELS is C in elements; COUNT the elements of y.
// Dispatch: an invocation an element of y.

//# include grid
//# include element

//# stored
@group(0) @binding(0) var<storage, read> x: array<Element>;
//# stored
@group(0) @binding(1) var<storage, read_write> y: array<Element>;

const LOWEST = -0x1.fffffep+127f;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let pixel = index / CHANNELS;
  let image = pixel / (OUT_H * OUT_W);
  let top = (pixel / OUT_W) % OUT_H * STRIDE;
  let left = pixel % OUT_W * STRIDE;

  var largest = Element(LOWEST);
  for (var kh = 0u; kh < KERNEL; kh++) {
    for (var kw = 0u; kw < KERNEL; kw++) {
      // A negative position wraps to a large one, so that one comparison finds both edges.
      let h = top + kh - PADDING;
      let w = left + kw - PADDING;
      if (h < IN_H && w < IN_W) {
        largest = max(largest, read_x(((image * IN_H + h) * IN_W + w) * CHANNELS + channel));
      }
    }
  }
  write_y(index, largest);
}
