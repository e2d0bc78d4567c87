// The gradient of average pooling: each window's gradient goes in equal parts to what it has inside. A pixel gathers it
// from the windows that it lies in.
//
//   grad_input[b, h, w, c] = sum of grad_output[b, p, q, c] / pixels of window p, q   over the windows around h, w
//
// Bindings: 0 grad_output [B, OUT_H, OUT_W, C], 1 grad_input [B, IN_H, IN_W, C]. CHANNELS is C in elements; COUNT the
//   elements of grad_input.
// Dispatch: an invocation an element of grad_input.

//# include grid
//# include element
//# include windows

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read_write> grad_input: array<Element>;

/// How much of a window lies inside of an axis.
fn size_of(window: u32, length: u32) -> u32 {
  return min(KERNEL, length - window * STRIDE);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let pixel = index / CHANNELS;
  let image = pixel / (IN_H * IN_W);
  let h = (pixel / IN_W) % IN_H;
  let w = pixel % IN_W;

  var total = Element();
  for (var p = first_window(h); p < end_window(h, OUT_H); p++) {
    for (var q = first_window(w); q < end_window(w, OUT_W); q++) {
      let gradient = grad_output[((image * OUT_H + p) * OUT_W + q) * CHANNELS + channel];
      total += gradient / f32(size_of(p, IN_H) * size_of(q, IN_W));
    }
  }
  grad_input[index] = total;
}
