// Batch norm's statistics, first pass: mean and squared deviations of each channel over slices of rows. Sums are taken
// about the slice's first row, so that a large mean does not cancel away a small variance:
//
//   d = x[row, c] - x[first, c]        mean = x[first, c] + sum(d) / n        m2 = sum(d²) - sum(d)² / n
//
// Slice s has the n rows s SLICE_ROWS … (s + 1) SLICE_ROWS - 1, less where x ends.
// Bindings: 0 x [ROWS, C], 1 slices [slices, 2, C]: mean, m2. CHANNELS is C in elements; COUNT the invocations.
// Dispatch: an invocation for each slice and element of its channels.

//# include grid
//# include element

@group(0) @binding(0) var<storage, read> x: array<Element>;
@group(0) @binding(1) var<storage, read_write> slices: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let slice = index / CHANNELS;
  let first = slice * SLICE_ROWS;
  let rows = min(SLICE_ROWS, ROWS - first);
  let origin = x[first * CHANNELS + channel];

  var sum = Element();
  var squares = Element();
  for (var row = first + 1u; row < first + rows; row++) {
    let deviation = x[row * CHANNELS + channel] - origin;
    sum += deviation;
    squares += deviation * deviation;
  }
  let offset = sum / f32(rows);
  slices[2u * slice * CHANNELS + channel] = origin + offset;
  slices[(2u * slice + 1u) * CHANNELS + channel] = max(squares - sum * offset, Element());
}
