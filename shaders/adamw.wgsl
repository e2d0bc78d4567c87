// AdamW, as PyTorch does it, over a whole arena. In step t:
//
//   mean = beta1 mean + (1 - beta1) gradient        square = beta2 square + (1 - beta2) gradient²
//   parameter = parameter (1 - learning_rate weight_decay)
//             - learning_rate / (1 - beta1^t) mean / (sqrt(square) / sqrt(1 - beta2^t) + eps)
//
// Bindings: 0 to 4 as in optimiser_step.wgsl; 5 means and 6 squares, laid out as the parameters; 7 settings.
// Dispatch: any number of workgroups; they walk the arena together, a number for each invocation at a time.

//# include optimiser_step

struct Settings {
  learning_rate: f32,
  /// 1 / (1 - beta1^t)
  mean_scale: f32,
  /// 1 / sqrt(1 - beta2^t)
  root_scale: f32,
  eps: f32,
  weight_decay: f32,
  beta1: f32,
  /// 1 - beta1
  rest1: f32,
  beta2: f32,
  /// 1 - beta2
  rest2: f32,
}

@group(0) @binding(5) var<storage, read_write> means: array<f32>;
@group(0) @binding(6) var<storage, read_write> squares: array<f32>;
@group(0) @binding(7) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  if (!may_change()) { return; }
  let scale = gradient_scale();
  for (var index = id.x; index < NUMBERS; index += groups.x * 64u) {
    let entry = entries[owners[index / 64u]];
    if (index - entry.first >= entry.count || entry.rate == 0.0) { continue; }
    let gradient = scale * gradient_of(entry, index);
    let mean = settings.beta1 * means[index] + settings.rest1 * gradient;
    let square = settings.beta2 * squares[index] + settings.rest2 * gradient * gradient;
    means[index] = mean;
    squares[index] = square;
    let rate = settings.learning_rate * entry.rate;
    let step = rate * settings.mean_scale * mean / (sqrt(square) * settings.root_scale + settings.eps);
    parameters[index] = parameters[index] * (1.0 - rate * settings.weight_decay * entry.decay) - step;
  }
}
