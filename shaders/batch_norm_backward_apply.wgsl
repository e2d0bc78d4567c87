// Batch norm's gradients, last pass: that of x, and that of the skip connection that was added before the ReLU.
//
//   dz = grad_output, where y > 0 if a ReLU follows (RELU)
//   grad_input = c1[c] dz + c2[c] (x - mean[c]) + c3[c]        grad_residual = dz (RESIDUAL)
//
// Bindings: 0 grad_output [ROWS, C], 1 x as grad_output, 2 coefficients [4, C]: c1, c2, mean, c3; y as grad_output
//   (RELU); then grad_input and grad_residual (RESIDUAL) as grad_output, without gaps. CHANNELS is C in elements; COUNT
//   the elements of grad_input.
// Dispatch: an invocation an element of grad_input.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read> x: array<Element>;
@group(0) @binding(2) var<storage, read> coefficients: array<Element>;
//# if RELU
@group(0) @binding(3) var<storage, read> y: array<Element>;
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
  var dz = grad_output[index];
  //# if RELU
  dz = select(Element(), dz, y[index] > Element());
  //# end
  let deviation = x[index] - coefficients[2u * CHANNELS + channel];
  grad_input[index] = coefficients[channel] * dz + coefficients[CHANNELS + channel] * deviation
    + coefficients[3u * CHANNELS + channel];
  //# if RESIDUAL
  grad_residual[index] = dz;
  //# end
}
