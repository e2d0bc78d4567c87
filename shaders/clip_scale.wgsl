// The scale that clips gradients to a global norm, as PyTorch's clip_grad_norm_ has it:
//
//   norm = sqrt(sum of squares)        scale = min(1, CLIP_NORM / (norm + 1e-6))
//
// Where the loss is not finite the scale is that loss, so that the optimiser changes nothing.
// Bindings: 0 squares [COUNT], 1 totals: the loss at 0; 2 clipping [2]: scale, norm.
// Dispatch: one invocation, which sums in order.

@group(0) @binding(0) var<storage, read> squares: array<f32>;
@group(0) @binding(1) var<storage, read> totals: array<f32>;
@group(0) @binding(2) var<storage, read_write> clipping: array<f32>;

@compute @workgroup_size(1)
fn main() {
  var total = 0.0;
  for (var index = 0u; index < COUNT; index++) {
    total += squares[index];
  }
  let norm = sqrt(total);
  let is_finite = (bitcast<u32>(totals[0]) & 0x7f800000u) != 0x7f800000u;
  clipping[0] = select(totals[0], min(1.0, CLIP_NORM / (norm + 1e-6)), is_finite);
  clipping[1] = norm;
}
