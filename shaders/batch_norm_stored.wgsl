// Batch norm's statistics where the stored ones are used: what batch_norm_finalize.wgsl gives, without a batch.
//
//   mean = running_mean        rstd = 1 / sqrt(running_var + EPS)
//
// Bindings: 0 running_mean, 1 running_var, each [C]; 2 statistics [2, C]: mean, rstd. CHANNELS is C in elements.
// Dispatch: an invocation an element of the channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> running_mean: array<Element>;
@group(0) @binding(1) var<storage, read> running_var: array<Element>;
@group(0) @binding(2) var<storage, read_write> statistics: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let channel = linear_index(id, groups);
  if (channel >= CHANNELS) { return; }
  statistics[channel] = running_mean[channel];
  statistics[CHANNELS + channel] = inverseSqrt(running_var[channel] + EPS);
}
