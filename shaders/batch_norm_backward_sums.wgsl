// Batch norm's gradients, first pass: what weight and bias get from slices of rows.
//
//   dz = grad_output, where y > 0 if a ReLU follows (RELU)
//   gradients[s] = sum of dz (x - mean[c]) rstd[c], sum of dz     over the rows of slice s
//
// Slice s has the rows s SLICE_ROWS … (s + 1) SLICE_ROWS - 1, less where x ends.
// Bindings: 0 grad_output [ROWS, C], 1 x as grad_output, 2 statistics [2, C]: mean, rstd; y as grad_output (RELU); then
//   slices [slices, 2, C], without gaps. CHANNELS is C in elements; COUNT the invocations.
// Dispatch: an invocation for each slice and element of its channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read> x: array<Element>;
@group(0) @binding(2) var<storage, read> statistics: array<Element>;
//# if RELU
@group(0) @binding(3) var<storage, read> y: array<Element>;
//# end
@group(0) @binding(OUTPUT_BINDING) var<storage, read_write> slices: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let slice = index / CHANNELS;
  let first = slice * SLICE_ROWS;
  let mean = statistics[channel];
  let rstd = statistics[CHANNELS + channel];

  var grad_weight = Element();
  var grad_bias = Element();
  for (var row = first; row < min(first + SLICE_ROWS, ROWS); row++) {
    let place = row * CHANNELS + channel;
    var dz = grad_output[place];
    //# if RELU
    dz = select(Element(), dz, y[place] > Element());
    //# end
    grad_weight += dz * ((x[place] - mean) * rstd);
    grad_bias += dz;
  }
  slices[2u * slice * CHANNELS + channel] = grad_weight;
  slices[(2u * slice + 1u) * CHANNELS + channel] = grad_bias;
}
