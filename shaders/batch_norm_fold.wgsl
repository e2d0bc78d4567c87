// Batch normalisation with stored statistics, folded into one scale and one shift for each channel:
//
//   scale[c] = weight[c] / sqrt(running_var[c] + EPS)
//   shift[c] = bias[c] - running_mean[c] * scale[c]
//
// Bindings: 0 weight, 1 bias, 2 running_mean, 3 running_var, each [C]; 4 affine [2, C]: scales, then shifts.
// Dispatch: an invocation a channel.

//# include grid

@group(0) @binding(0) var<storage, read> weight: array<f32>;
@group(0) @binding(1) var<storage, read> bias: array<f32>;
@group(0) @binding(2) var<storage, read> running_mean: array<f32>;
@group(0) @binding(3) var<storage, read> running_var: array<f32>;
@group(0) @binding(4) var<storage, read_write> affine: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let channel = linear_index(id, groups);
  if (channel >= CHANNELS) { return; }
  let scale = weight[channel] / sqrt(running_var[channel] + EPS);
  affine[channel] = scale;
  affine[CHANNELS + channel] = bias[channel] - running_mean[channel] * scale;
}
