// The gradient of the subsampling shortcut: to the pixels that were taken, from the channels that are theirs.
//
//   grad_input[b, h, w, c] = grad_output[b, h / STRIDE, w / STRIDE, BEFORE + c]     where STRIDE divides h and w, else 0
//
// Bindings: 0 grad_output [B, OUT_H, OUT_W, O], 1 grad_input [B, IN_H, IN_W, C]. CHANNELS is C, OUT_CHANNELS is O, BEFORE
//   the zero channels ahead, all in elements; COUNT the elements of grad_input.
// Dispatch: an invocation an element of grad_input.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read_write> grad_input: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let pixel = index / CHANNELS;
  let image = pixel / (IN_H * IN_W);
  let h = (pixel / IN_W) % IN_H;
  let w = pixel % IN_W;
  var value = Element();
  if (h % STRIDE == 0u && w % STRIDE == 0u) {
    let taken = (image * OUT_H + h / STRIDE) * OUT_W + w / STRIDE;
    value = grad_output[taken * OUT_CHANNELS + BEFORE + index % CHANNELS];
  }
  grad_input[index] = value;
}
