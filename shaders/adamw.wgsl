// AdamW, as PyTorch does it, over whole arenas. In step t:
//
//   mean = beta1 mean + (1 - beta1) gradient        square = beta2 square + (1 - beta2) gradient²
//   parameter = parameter (1 - learning_rate weight_decay)
//             - learning_rate / (1 - beta1^t) mean / (sqrt(square) / sqrt(1 - beta2^t) + eps)
//
// Bindings: 0 parameters, 1 gradients, 2 means, 3 squares, arenas of one layout; 4 settings.
// Dispatch: any number of workgroups; they walk the arenas together, a vec4 for each invocation at a time.

struct Settings {
  /// learning_rate / (1 - beta1^t)
  rate: f32,
  /// 1 / sqrt(1 - beta2^t)
  root_scale: f32,
  eps: f32,
  /// 1 - learning_rate weight_decay
  decay: f32,
  beta1: f32,
  /// 1 - beta1
  rest1: f32,
  beta2: f32,
  /// 1 - beta2
  rest2: f32,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> means: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> squares: array<vec4f>;
@group(0) @binding(4) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var index = id.x; index < arrayLength(&parameters); index += groups.x * 64u) {
    let gradient = gradients[index];
    let mean = settings.beta1 * means[index] + settings.rest1 * gradient;
    let square = settings.beta2 * squares[index] + settings.rest2 * gradient * gradient;
    means[index] = mean;
    squares[index] = square;
    let step = settings.rate * mean / (sqrt(square) * settings.root_scale + settings.eps);
    parameters[index] = parameters[index] * settings.decay - step;
  }
}
