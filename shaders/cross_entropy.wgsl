// Softmax cross-entropy with its gradient, and whether the prediction is right, in one go. With the row's target t, its
// maximum m and V valid rows:
//
//   loss[n]           = log(sum over j of exp(logits[n, j] - m)) - (logits[n, t] - m)
//   grad_logits[n, k] = (softmax(logits[n])[k] - [k = t]) / V        of the mean loss over the valid rows
//   correct[n]        = 1 if t is the first largest logit, else 0
//
// SMOOTH: the target is not t alone but q[k] = (1 - LABEL_SMOOTHING) [k = t] + LABEL_SMOOTHING / COLUMNS, so that
//
//   loss[n]           = log(sum …) - sum over k of q[k] (logits[n, k] - m)
//   grad_logits[n, k] = (softmax(logits[n])[k] - q[k]) / V
//
// Rows from V on pad the batch: they give 0 everywhere.
// Bindings: 0 logits [ROWS, COLUMNS], 1 targets u32 [ROWS], 2 batch u32 [4] (V, unused …), 3 loss [ROWS],
//   4 grad_logits as logits, 5 correct [ROWS].
// Dispatch: see row.wgsl.

//# include row

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> targets: array<u32>;
@group(0) @binding(2) var<storage, read> batch: array<u32>;
@group(0) @binding(3) var<storage, read_write> loss: array<f32>;
@group(0) @binding(4) var<storage, read_write> grad_logits: array<f32>;
@group(0) @binding(5) var<storage, read_write> correct: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) local: u32) {
  let row = row_of(workgroup, groups, local);
  let lane = lane_of(local);
  if (row >= ROWS) { return; }
  let first = row * COLUMNS;
  let label = targets[row];
  let own = logits[first + label];
  let valid_rows = batch[0];
  let is_valid = row < valid_rows;

  var largest = own;
  for (var k = lane; k < COLUMNS; k += LANES) { largest = max(largest, logits[first + k]); }
  largest = row_max(lane, largest);

  var total = 0.0;
  var rivals = 0.0;
  //# if SMOOTH
  var offsets = 0.0;
  //# end
  for (var k = lane; k < COLUMNS; k += LANES) {
    let logit = logits[first + k];
    total += exp(logit - largest);
    // Asked this way round, a logit that is no number is never a right prediction.
    let loses = logit < own || (logit == own && k >= label);
    rivals += select(1.0, 0.0, loses);
    //# if SMOOTH
    offsets += logit - largest;
    //# end
  }
  total = row_sum(lane, total);
  rivals = row_sum(lane, rivals);
  var expected = own - largest;
  //# if SMOOTH
  expected = (1.0 - LABEL_SMOOTHING) * expected + LABEL_SMOOTHING * (row_sum(lane, offsets) / f32(COLUMNS));
  //# end

  for (var k = lane; k < COLUMNS; k += LANES) {
    let probability = exp(logits[first + k] - largest) / total;
    var wanted = select(0.0, 1.0, k == label);
    //# if SMOOTH
    wanted = (1.0 - LABEL_SMOOTHING) * wanted + LABEL_SMOOTHING / f32(COLUMNS);
    //# end
    let gradient = (probability - wanted) / f32(valid_rows);
    grad_logits[first + k] = select(0.0, gradient, is_valid);
  }
  if (lane == 0u) {
    loss[row] = select(0.0, log(total) - expected, is_valid);
    correct[row] = select(0.0, 1.0, is_valid && rivals == 0.0);
  }
}
