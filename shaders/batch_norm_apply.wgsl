// Batch norm, last pass: normalises, and does what follows it in a residual block.
//
//   y = (x - mean[c]) * rstd[c] * weight[c] + bias[c]     then + residual (RESIDUAL), then max(…, 0) (RELU)
//
// The mean is subtracted first: folded into a shift, a large one would cost the result its last digits.
// Bindings: 0 x [ROWS, C], 1 statistics [2, C]: mean, rstd; 2 weight, 3 bias, each [C]; residual as x (RESIDUAL); then y
//   as x, without gaps. CHANNELS is C in elements; COUNT the elements of y.
// Dispatch: an invocation an element of y.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> x: array<Element>;
@group(0) @binding(1) var<storage, read> statistics: array<Element>;
@group(0) @binding(2) var<storage, read> weight: array<Element>;
@group(0) @binding(3) var<storage, read> bias: array<Element>;
//# if RESIDUAL
@group(0) @binding(4) var<storage, read> residual: array<Element>;
//# end
@group(0) @binding(OUTPUT_BINDING) var<storage, read_write> y: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let scale = statistics[CHANNELS + channel] * weight[channel];
  var value = (x[index] - statistics[channel]) * scale + bias[channel];
  //# if RESIDUAL
  value += residual[index];
  //# end
  //# if RELU
  value = max(value, Element());
  //# end
  y[index] = value;
}
