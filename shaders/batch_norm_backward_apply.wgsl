// Batch norm's gradients, last pass: that of x, and that of the skip connection that was added before the ReLU.
//
//   dz = grad_output, where y > 0 if a ReLU follows (RELU)             grad_residual = dz (RESIDUAL)
//   grad_input = weight rstd (dz - sum of dz / ROWS - xhat sum of (dz xhat) / ROWS)     xhat = (x - mean) rstd
//
// Statistics of the batch (BATCH) depend on x; with stored ones the two sums are left out. The sums come in slices, and
// each invocation adds them up once for its channels and a strip of STRIP_ROWS rows.
// Bindings: 0 grad_output [ROWS, C], 1 statistics [2, C]: mean, rstd; 2 weight [C]; x as grad_output and slices
//   [SLICES, 2, C]: sums of dz xhat and of dz (BATCH); y as grad_output (RELU); then grad_input and grad_residual
//   (RESIDUAL) as grad_output, without gaps. CHANNELS is C in elements; COUNT the invocations.
// Dispatch: an invocation for each strip and element of its channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read> statistics: array<Element>;
@group(0) @binding(2) var<storage, read> weight: array<Element>;
//# if BATCH
@group(0) @binding(3) var<storage, read> x: array<Element>;
@group(0) @binding(4) var<storage, read> slices: array<Element>;
//# end
//# if RELU
@group(0) @binding(MASK_BINDING) var<storage, read> y: array<Element>;
//# end
@group(0) @binding(OUTPUT_BINDING) var<storage, read_write> grad_input: array<Element>;
//# if RESIDUAL
@group(0) @binding(OUTPUT_BINDING + 1) var<storage, read_write> grad_residual: array<Element>;
//# end

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let first = index / CHANNELS * STRIP_ROWS;
  let rstd = statistics[CHANNELS + channel];
  let scale = weight[channel] * rstd;
  //# if BATCH
  let mean = statistics[channel];
  var product_sum = Element();
  var plain_sum = Element();
  for (var slice = 0u; slice < SLICES; slice++) {
    product_sum += slices[2u * slice * CHANNELS + channel];
    plain_sum += slices[(2u * slice + 1u) * CHANNELS + channel];
  }
  let shift = -scale * plain_sum / f32(ROWS);
  let slope = -scale * rstd * product_sum / f32(ROWS);
  //# end

  for (var row = first; row < min(first + STRIP_ROWS, ROWS); row++) {
    let place = row * CHANNELS + channel;
    var dz = grad_output[place];
    //# if RELU
    dz = select(Element(), dz, y[place] > Element());
    //# end
    //# if BATCH
    grad_input[place] = scale * dz + slope * (x[place] - mean) + shift;
    //# else
    grad_input[place] = scale * dz;
    //# end
    //# if RESIDUAL
    grad_residual[place] = dz;
    //# end
  }
}
