// Batch norm's gradients, second pass: the gradients of weight and bias, summed in the order of the slices, and the
// coefficients of the gradient of x, which is
//
//   grad_input = weight rstd (dz - grad_bias / ROWS - (x - mean) rstd grad_weight / ROWS)
//              = c1 dz + c2 (x - mean) + c3
//
// Statistics of the batch (BATCH) depend on x; stored ones do not, and c2 = c3 = 0.
// Bindings: 0 slices [SLICES, 2, C], 1 statistics [2, C]: mean, rstd; 2 weight [C], 3 grad_weight [C], 4 grad_bias [C],
//   5 coefficients [4, C]: c1, c2, mean, c3. CHANNELS is C in elements.
// Dispatch: an invocation an element of the channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> slices: array<Element>;
@group(0) @binding(1) var<storage, read> statistics: array<Element>;
@group(0) @binding(2) var<storage, read> weight: array<Element>;
@group(0) @binding(3) var<storage, read_write> grad_weight: array<Element>;
@group(0) @binding(4) var<storage, read_write> grad_bias: array<Element>;
@group(0) @binding(5) var<storage, read_write> coefficients: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let channel = linear_index(id, groups);
  if (channel >= CHANNELS) { return; }
  var weight_sum = Element();
  var bias_sum = Element();
  for (var slice = 0u; slice < SLICES; slice++) {
    weight_sum += slices[2u * slice * CHANNELS + channel];
    bias_sum += slices[(2u * slice + 1u) * CHANNELS + channel];
  }
  grad_weight[channel] = weight_sum;
  grad_bias[channel] = bias_sum;

  let rstd = statistics[CHANNELS + channel];
  let scale = weight[channel] * rstd;
  coefficients[channel] = scale;
  coefficients[2u * CHANNELS + channel] = statistics[channel];
  //# if BATCH
  coefficients[CHANNELS + channel] = -scale * rstd * weight_sum / f32(ROWS);
  coefficients[3u * CHANNELS + channel] = -scale * bias_sum / f32(ROWS);
  //# else
  coefficients[CHANNELS + channel] = Element();
  coefficients[3u * CHANNELS + channel] = Element();
  //# end
}
