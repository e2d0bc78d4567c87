// AdamW, as PyTorch does it, over a whole arena. In step t:
//
//   mean = beta1 mean + (1 - beta1) gradient        square = beta2 square + (1 - beta2) gradient²
//   parameter = parameter (1 - learning_rate weight_decay)
//             - learning_rate / (1 - beta1^t) mean / (sqrt(square) / sqrt(1 - beta2^t) + eps)
//
// Bindings: 0 to 4 as in optimiser_step.wgsl; 5 means and 6 squares, laid out as the parameters; 7 settings.
// Dispatch: see optimiser_step.wgsl.

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

@group(0) @binding(5) var<storage, read_write> means: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> squares: array<vec4f>;
@group(0) @binding(7) var<uniform> settings: Settings;

fn change(entry: Entry, place: u32, gradient: vec4f) {
  let mean = settings.beta1 * means[place] + settings.rest1 * gradient;
  let square = settings.beta2 * squares[place] + settings.rest2 * gradient * gradient;
  means[place] = mean;
  squares[place] = square;
  let rate = settings.learning_rate * entry.rate;
  let step = rate * settings.mean_scale * mean / (sqrt(square) * settings.root_scale + settings.eps);
  parameters[place] = parameters[place] * (1.0 - rate * settings.weight_decay * entry.decay) - step;
}
