// A part: the columns of a row, shared out between invocations.
//
// COOPERATIVE: a workgroup has one row. Its 64 lanes each reduce every 64th column, and all of them combine the 64
//   results in the order of the lanes, so that the same row always gives the same bits. Dispatch: a workgroup a row.
// Otherwise: an invocation has a row to itself, without a barrier, for adapters where barriers are dear. Dispatch: an
//   invocation a row.
//
// A kernel walks the columns lane, lane + LANES, …, and combines with `row_max` and `row_sum` outside of any branch.

//# if COOPERATIVE
const LANES = 64u;

var<workgroup> partials: array<f32, LANES>;

fn row_of(workgroup: vec3u, groups: vec3u, local: u32) -> u32 {
  return workgroup.y * groups.x + workgroup.x;
}

fn lane_of(local: u32) -> u32 {
  return local;
}

fn share(lane: u32, value: f32) {
  workgroupBarrier();
  partials[lane] = value;
  workgroupBarrier();
}

fn row_max(lane: u32, value: f32) -> f32 {
  share(lane, value);
  var largest = partials[0];
  for (var other = 1u; other < LANES; other++) { largest = max(largest, partials[other]); }
  return largest;
}

fn row_sum(lane: u32, value: f32) -> f32 {
  share(lane, value);
  var total = partials[0];
  for (var other = 1u; other < LANES; other++) { total += partials[other]; }
  return total;
}
//# else
const LANES = 1u;

fn row_of(workgroup: vec3u, groups: vec3u, local: u32) -> u32 {
  return (workgroup.y * groups.x + workgroup.x) * 64u + local;
}

fn lane_of(local: u32) -> u32 {
  return 0u;
}

fn row_max(lane: u32, value: f32) -> f32 {
  return value;
}

fn row_sum(lane: u32, value: f32) -> f32 {
  return value;
}
//# end
