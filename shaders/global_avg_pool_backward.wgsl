// The gradient of global average pooling: every pixel has an equal part in its channel's mean.
//
//   grad_input[b, pixel, c] = grad_output[b, c] / PIXELS
//
// Bindings: 0 grad_output [B, C], 1 grad_input [B, PIXELS, C]. CHANNELS is C in elements; COUNT the elements of
//   grad_input.
// Dispatch: an invocation an element of grad_input.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read_write> grad_input: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let image = index / (PIXELS * CHANNELS);
  grad_input[index] = grad_output[image * CHANNELS + index % CHANNELS] / f32(PIXELS);
}
