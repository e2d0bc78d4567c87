// Batch norm's statistics, second pass: slices become the statistics of the batch, in the order of the slices, and move
// the running ones, in place. With the n rows, mean and m2 of each slice and the mean of the first one as the origin:
//
//   mean = origin + sum of n (mean_s - origin) / ROWS        var = sum of (m2_s + n (mean_s - mean)²) / ROWS
//   rstd = 1 / sqrt(var + EPS)
//   running_mean = (1 - MOMENTUM) running_mean + MOMENTUM mean
//   running_var  = (1 - MOMENTUM) running_var  + MOMENTUM var ROWS / (ROWS - 1)
//
// (Chan, Golub and LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979.)
// Bindings: 0 slices [SLICES, 2, C]: mean, m2; 1 statistics [2, C]: mean, rstd; 2 running_mean, 3 running_var, each [C].
//   CHANNELS is C in elements.
// Dispatch: an invocation an element of the channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> slices: array<Element>;
@group(0) @binding(1) var<storage, read_write> statistics: array<Element>;
@group(0) @binding(2) var<storage, read_write> running_mean: array<Element>;
@group(0) @binding(3) var<storage, read_write> running_var: array<Element>;

fn rows_of(slice: u32) -> f32 {
  return f32(min(SLICE_ROWS, ROWS - slice * SLICE_ROWS));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let channel = linear_index(id, groups);
  if (channel >= CHANNELS) { return; }
  let origin = slices[channel];

  var offsets = Element();
  for (var slice = 1u; slice < SLICES; slice++) {
    offsets += rows_of(slice) * (slices[2u * slice * CHANNELS + channel] - origin);
  }
  let offset = offsets / f32(ROWS);

  var squares = Element();
  for (var slice = 0u; slice < SLICES; slice++) {
    let deviation = slices[2u * slice * CHANNELS + channel] - origin - offset;
    squares += slices[(2u * slice + 1u) * CHANNELS + channel] + rows_of(slice) * deviation * deviation;
  }
  let mean = origin + offset;
  statistics[channel] = mean;
  statistics[CHANNELS + channel] = inverseSqrt(squares / f32(ROWS) + EPS);
  running_mean[channel] = (1.0 - MOMENTUM) * running_mean[channel] + MOMENTUM * mean;
  running_var[channel] = (1.0 - MOMENTUM) * running_var[channel] + MOMENTUM * (squares / f32(ROWS - 1u));
}
