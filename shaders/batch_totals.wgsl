// The totals of a batch, summed in the order of the rows, so that a step is followed by reading a few bytes, or none:
// ACCUMULATE adds them to the sums of all steps so far.
//
//   totals[0] = sum over n of loss[n]        totals[1] = sum over n of correct[n]
//
// Bindings: 0 loss [ROWS], 1 correct [ROWS], 2 totals [2], 3 sums [2] (ACCUMULATE).
// Dispatch: one workgroup, whose two invocations make a total each.

@group(0) @binding(0) var<storage, read> loss: array<f32>;
@group(0) @binding(1) var<storage, read> correct: array<f32>;
@group(0) @binding(2) var<storage, read_write> totals: array<f32>;
//# if ACCUMULATE
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;
//# end

@compute @workgroup_size(2)
fn main(@builtin(local_invocation_index) which: u32) {
  var total = 0.0;
  for (var row = 0u; row < ROWS; row++) {
    total += select(correct[row], loss[row], which == 0u);
  }
  totals[which] = total;
  //# if ACCUMULATE
  sums[which] += total;
  //# end
}
